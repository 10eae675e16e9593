import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { segmentName } from './segment-name';
import type { AuditSink, SealedBatch } from './sink';

/** Where a trail lies in S3. */
export interface S3SinkSettings {
  readonly bucket: string;
  /** Without slashes at its ends. */
  readonly prefix: string;
  /** ARN of the key that encrypts the objects; the bucket's policy compares it as text. @default - the bucket's own encryption */
  readonly keyArn?: string;
  /** For one try. @default 3000 */
  readonly timeoutMilliseconds?: number;
}

/**
 * Puts each batch as an object of its own, `<prefix>/<yyyy>/<mm>/<dd>/<chain>/<number of the first record>.jsonl`, never over another one. Needs
 * s3:PutObject only. The checksum is what S3 asks for where the bucket locks its objects, and it refuses what was changed on the way.
 */
export function createS3Sink({ bucket, prefix, keyArn, timeoutMilliseconds = 3_000 }: S3SinkSettings, s3: S3Client): AuditSink {
  /** An object of which it is not known whether S3 took it. */
  let uncertain: string | undefined;

  return {
    write: async (batch) => {
      const key = objectKey(prefix, batch);
      const body = Buffer.from(batch.text, 'latin1');
      try {
        await s3.send(new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: body,
          ContentLength: body.length,
          ContentType: 'application/x-ndjson',
          ChecksumAlgorithm: 'SHA256',
          ChecksumSHA256: createHash('sha256').update(body).digest('base64'),
          IfNoneMatch: '*',
          ...(keyArn === undefined ? {} : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn }),
        }), { abortSignal: AbortSignal.timeout(timeoutMilliseconds) });
      } catch (error) {
        const { status, attempts } = answerOf(error);
        // It is there: put by a try whose answer never came. Nobody else can have put it, the chain's name is random and known to this process only.
        if (status === 412 && (uncertain === key || attempts > 1)) {
          uncertain = undefined;
          return;
        }
        if (status === undefined || status >= 500) uncertain = key;
        throw error;
      }
      uncertain = undefined;
    },
    close: () => Promise.resolve(),
  };
}

function objectKey(prefix: string, { chain, sequence, time }: SealedBatch): string {
  const [year, month, day] = time.slice(0, 10).split('-');
  return [...(prefix === '' ? [] : [prefix]), year, month, day, chain, segmentName(sequence)].join('/');
}

/** What S3 answered, if it did, and how often the client asked. */
function answerOf(error: unknown): { readonly status?: number; readonly attempts: number } {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return { attempts: 1 };
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null) return { attempts: 1 };
  return {
    status: 'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined,
    attempts: 'attempts' in metadata && typeof metadata.attempts === 'number' ? metadata.attempts : 1,
  };
}
