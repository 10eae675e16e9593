import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { directorySource } from '../model-signing/directory-source';
import type { VerifyingKey } from '../model-signing/key';
import { versionLayout } from '../model-signing/layout';
import { refuse } from '../model-signing/refusal';
import { downloadFiles } from '../model-signing/s3-download';
import { readSmallObject, type ReadLimits, type S3Place } from '../model-signing/s3-read';
import { s3Source } from '../model-signing/s3-source';
import type { Statement } from '../model-signing/statement';
import { checkFiles, checkListing, openBundle } from '../model-signing/verify';
import type { Log } from './log';

const LOG_EVERY_BYTES = 10 * 1024 ** 3;

/**
 * Fetches one model version into an empty folder and verifies it there. The signature comes first: nothing is downloaded for a model that is not
 * signed, and only names that were signed reach the disk. The contents are judged where the server will read them.
 */
export async function fetchModel(place: S3Place, prefix: string, key: VerifyingKey, folder: string, log: Log, limits: ReadLimits = {}): Promise<Statement> {
  const layout = versionLayout(prefix);
  await emptyFolder(folder);
  const bundle = await readSmallObject(place, layout.signature);
  if (bundle === undefined) return refuse('ModelSignatureMissing', 'the model version must have a signature', { where: `s3://${place.bucket}/${layout.signature}` });
  const statement = await openBundle(bundle, key);
  log({ level: 'info', event: 'SignatureVerified', rootDigest: statement.rootDigest, files: statement.resources.length });

  const stored = s3Source(place, layout.files, limits);
  const files = await checkListing(statement, stored, { exact: true });
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let logged = 0;
  const onProgress = (bytes: number) => {
    if (bytes - logged < LOG_EVERY_BYTES) return;
    logged = bytes;
    log({ level: 'info', event: 'Downloading', bytes, total });
  };
  await downloadFiles(place, stored, files, folder, onProgress, limits);
  log({ level: 'info', event: 'Downloaded', bytes: total });

  await checkFiles(statement, directorySource(folder), { exact: true });
  return statement;
}

/** Removes what the folder holds, not the folder, which is where a volume is mounted. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) await rm(join(folder, entry), { recursive: true, force: true });
}
