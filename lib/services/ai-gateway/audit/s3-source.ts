import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isChainId } from './chain-id';
import { sequenceOfSegment } from './segment-name';
import { storedChains, type StoredSegment, type TrailSource } from './trail-source';

/**
 * A trail that an S3 sink wrote: all objects under a prefix. Needs s3:ListBucket, s3:GetObject and, for the bucket's key, kms:Decrypt.
 * @param prefix without slashes at its ends; empty for the whole bucket
 */
export function s3Trail(s3: S3Client, bucket: string, prefix: string): TrailSource {
  const strangers: string[] = [];
  const segmentOf = (key: string): (StoredSegment & { readonly chain: string }) | undefined => {
    const [name = '', chain = ''] = key.split('/').reverse();
    const sequence = sequenceOfSegment(name);
    return sequence === undefined || !isChainId(chain) ? undefined : { chain, name: key, sequence, read: () => readObject(s3, bucket, key) };
  };
  return {
    strangers: () => strangers,
    chains: async () => {
      const found = [];
      for (let token: string | undefined, more = true; more; more = token !== undefined) {
        const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix === '' ? undefined : `${prefix}/`, ContinuationToken: token }));
        for (const { Key: key = '' } of page.Contents ?? []) {
          const segment = segmentOf(key);
          if (segment === undefined) strangers.push(key);
          else found.push(segment);
        }
        token = page.NextContinuationToken;
      }
      return storedChains(found);
    },
  };
}

async function readObject(s3: S3Client, bucket: string, key: string): Promise<Buffer> {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (body === undefined) throw new Error(`S3 gave no body for ${key}`);
  return Buffer.from(await body.transformToByteArray());
}
