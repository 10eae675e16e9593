import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { forEachOf } from './concurrency';
import { rangesOf } from './manifest';
import { refuse } from './refusal';
import { readRange, type ReadLimits, type S3Place } from './s3-read';
import type { S3Source } from './s3-source';
import type { ModelFile, OnProgress } from './source';

/** Bytes of one request. Large enough that the request itself costs nothing, small enough that one slow file is read by many streams. */
const PART_SIZE = 64 * 1024 * 1024;

const STREAMS = 8;

/**
 * Fetches files into a folder, large ones in parts side by side. What arrives goes straight to its place on disk, so memory stays the same
 * whatever the size. The names must have been judged before: they are used as they are. A file that exists already is an error.
 */
export async function downloadFiles(place: S3Place, source: S3Source, files: readonly ModelFile[], folder: string, onProgress?: OnProgress, limits: ReadLimits = {}): Promise<void> {
  for (const file of files) await createFile(join(folder, ...file.path.split('/')), file.size);
  const parts = files.flatMap((file) => rangesOf(file.size, { method: 'shards', shardSize: PART_SIZE, hashType: 'sha256', ignorePaths: [] }).map((range) => ({ file, range })));
  let done = 0;
  await forEachOf(parts, STREAMS, async ({ file, range }) => {
    const object = (await source.object(file.path)) ?? refuse('ModelFileMissing', 'a signed file must be there', { where: file.path });
    const target = await open(join(folder, ...file.path.split('/')), constants.O_WRONLY | constants.O_NOFOLLOW);
    try {
      let position = range.start;
      for await (const chunk of readRange(place, object, range, limits)) {
        for (let offset = 0; offset < chunk.length; ) offset += (await target.write(chunk, offset, chunk.length - offset, position + offset)).bytesWritten;
        position += chunk.length;
        done += chunk.length;
        onProgress?.(done);
      }
    } finally {
      await target.close();
    }
  });
}

async function createFile(path: string, size: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o750 });
  const file = await open(path, 'wx', 0o640);
  try {
    await file.truncate(size);
  } finally {
    await file.close();
  }
}
