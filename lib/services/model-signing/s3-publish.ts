import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { GetBucketEncryptionCommand, PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { forEachOf } from './concurrency';
import { refuse } from './refusal';
import { listObjects } from './s3-read';
import type { ModelFile, OnProgress } from './source';
import type { VersionLayout } from './layout';

/** What is written, in this order; the signature makes the version valid, so it comes last. */
export interface PublishedVersion {
  readonly folder: string;
  readonly files: readonly ModelFile[];
  /** The model card and the signature over it. @default - no card */
  readonly card?: { readonly text: string; readonly signature: string };
  readonly signature: string;
}

export interface PublishTarget {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly layout: VersionLayout;
  /** ARN of the bucket's own key, stated with every upload so that a bucket which refuses uploads without it accepts them. */
  readonly encryptionKeyArn: string;
}

const MIN_PART = 16 * 1024 * 1024;
const MAX_PARTS = 9_000;
const FILES_AT_ONCE = 2;

/** Refuses a version of which anything exists: a published version is never changed, and a half published one is not completed by other files. */
export async function refuseExisting({ s3, bucket, layout }: Pick<PublishTarget, 's3' | 'bucket' | 'layout'>): Promise<void> {
  const objects = await listObjects({ s3, bucket }, `${layout.prefix}/`);
  if (objects.length === 0) return;
  const detail = { got: `${objects.length} objects`, where: `s3://${bucket}/${layout.prefix}` };
  if (objects.some((object) => object.key === layout.signature)) refuse('ModelVersionExists', 'a published version must not be overwritten', detail);
  refuse('ModelVersionIncomplete', 'a version whose upload was never completed must not be mixed with other files', detail);
}

/** ARN of the key with which the bucket encrypts by default. */
export async function bucketKeyArn(s3: Pick<S3Client, 'send'>, bucket: string): Promise<string | undefined> {
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
  return ServerSideEncryptionConfiguration?.Rules?.map((rule) => rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).find((key) => key !== undefined);
}

/** Uploads a signed version. Every write is conditional on the object not being there, so that two publishers cannot mix their files. */
export async function uploadVersion(target: PublishTarget, version: PublishedVersion, onProgress?: OnProgress): Promise<void> {
  const { s3, layout } = target;
  const sent = new Map<string, number>();
  await forEachOf(version.files, FILES_AT_ONCE, async (file) => {
    const upload = new Upload({
      client: s3,
      partSize: Math.max(MIN_PART, Math.ceil(file.size / MAX_PARTS)),
      params: { ...common(target, `${layout.files}${file.path}`), Body: createReadStream(join(resolve(version.folder), ...file.path.split('/')), { highWaterMark: 1024 * 1024 }) },
    });
    upload.on('httpUploadProgress', ({ loaded }) => {
      sent.set(file.path, loaded ?? 0);
      onProgress?.([...sent.values()].reduce((sum, bytes) => sum + bytes, 0));
    });
    await upload.done();
  });
  if (version.card !== undefined) {
    await put(target, layout.card, version.card.text, 'application/json');
    await put(target, layout.cardSignature, version.card.signature, 'application/json');
  }
  await put(target, layout.signature, version.signature, 'application/json');
}

async function put(target: PublishTarget, key: string, body: string, contentType: string): Promise<void> {
  await target.s3.send(new PutObjectCommand({ ...common(target, key), Body: body, ContentType: contentType }));
}

function common({ bucket, encryptionKeyArn }: PublishTarget, key: string): PutObjectCommandInput {
  return { Bucket: bucket, Key: key, IfNoneMatch: '*', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: encryptionKeyArn, ChecksumAlgorithm: 'SHA256' };
}
