import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Range } from './manifest';
import { refuse } from './refusal';

/** The part of the client that is used: a test gives its own. */
export type S3Sender = Pick<S3Client, 'send'>;

export interface S3Place {
  readonly s3: S3Sender;
  readonly bucket: string;
}

export interface S3Object {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/** How long a stream may stay silent, and how often it is taken up again from where it broke. */
export interface ReadLimits {
  /** @default 30000 */
  readonly idleMs?: number;
  /** @default 5 */
  readonly attempts?: number;
}

/** A signature or a card is small; what is larger is none. */
const MAX_SMALL_OBJECT = 64 * 1024 * 1024;

export async function listObjects({ s3, bucket }: S3Place, prefix: string): Promise<S3Object[]> {
  const objects: S3Object[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
    for (const { Key, Size, ETag } of page.Contents ?? []) {
      if (Key !== undefined) objects.push({ key: Key, size: Size ?? 0, etag: ETag ?? '' });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return objects;
}

/** A whole small object; undefined when there is none. */
export async function readSmallObject({ s3, bucket }: S3Place, key: string): Promise<Buffer | undefined> {
  try {
    const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if ((ContentLength ?? 0) > MAX_SMALL_OBJECT) return refuse('ModelBundleMalformed', `the object must not be larger than ${MAX_SMALL_OBJECT} bytes`, { got: ContentLength, where: key });
    return Body === undefined ? undefined : Buffer.from(await Body.transformToByteArray());
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined;
    throw error;
  }
}

/**
 * The bytes of a range, as they arrive. A stream that breaks or falls silent is taken up again where it stopped; the ETag keeps all parts
 * of one object version, so that an object replaced meanwhile fails instead of being mixed.
 */
export async function* readRange({ s3, bucket }: S3Place, object: S3Object, range: Range, limits: ReadLimits = {}): AsyncGenerator<Uint8Array> {
  const attempts = limits.attempts ?? 5;
  let position = range.start;
  for (let attempt = 1; position < range.end; attempt++) {
    const abort = new AbortController();
    const silence = setTimeout(() => abort.abort(), limits.idleMs ?? 30_000);
    try {
      const request = new GetObjectCommand({ Bucket: bucket, Key: object.key, IfMatch: object.etag === '' ? undefined : object.etag, Range: `bytes=${position}-${range.end - 1}` });
      const { Body } = await s3.send(request, { abortSignal: abort.signal });
      if (Body === undefined || !(Symbol.asyncIterator in Body)) throw new Error(`S3 answered without a stream for ${object.key}`);
      abort.signal.addEventListener('abort', () => 'destroy' in Body && Body.destroy(new Error(`S3 sent nothing for ${limits.idleMs ?? 30_000} ms`)));
      for await (const chunk of Body as AsyncIterable<Uint8Array>) {
        silence.refresh();
        const wanted = chunk.length > range.end - position ? chunk.subarray(0, range.end - position) : chunk;
        position += wanted.length;
        yield wanted;
      }
      if (position < range.end && attempt === attempts) throw new Error(`S3 ended the stream of ${object.key} at byte ${position}`);
    } catch (error) {
      if (attempt === attempts || isFinal(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
    } finally {
      clearTimeout(silence);
    }
  }
}

/** The request itself is wrong or refused; the same answer would come again. */
function isFinal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return false;
  const metadata = error.$metadata;
  const status = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
