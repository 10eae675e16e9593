import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Problem } from '../../contract/platform-error';
import { HashPool } from './hash-pool';
import { nameProblem } from './names';
import { refusal } from './refusal';
import type { HashTask, Listing, ModelFile, ModelSource } from './source';

/**
 * A model in a folder, or in one file. Links are never followed, neither while listing nor while reading.
 * @param pool threads to hash with; without it the source makes its own and closes them after each use
 */
export function directorySource(path: string, pool?: HashPool): ModelSource {
  const root = resolve(path);
  return {
    list: (skip) => listRoot(root, skip),
    hash: async (tasks, type, onProgress) => {
      const threads = pool ?? new HashPool();
      const folder = (await lstat(root)).isDirectory() ? root : dirname(root);
      try {
        return await threads.hash(tasks.map((task: HashTask) => ({ file: join(folder, ...task.path.split('/')), start: task.start, end: task.end, size: task.size })), type, onProgress);
      } finally {
        if (pool === undefined) await threads.close();
      }
    },
  };
}

/** Name that the statement gives to the model at this path. */
export function modelNameOf(path: string): string {
  return basename(resolve(path)) || 'model';
}

async function listRoot(root: string, skip: (name: string) => boolean): Promise<Listing> {
  const files: ModelFile[] = [];
  const problems: Problem[] = [];
  const status = await lstat(root);
  if (status.isDirectory()) await walk(Buffer.from(root), '', skip, files, problems);
  else judge(basename(root), status, files, problems);
  return { files, problems };
}

type Status = Awaited<ReturnType<typeof lstat>>;

/** Names are read as bytes: what is not UTF-8 could not be written into the statement, and would be another name after decoding. */
async function walk(folder: Buffer, prefix: string, skip: (name: string) => boolean, files: ModelFile[], problems: Problem[]): Promise<void> {
  for (const entry of await readdir(folder, 'buffer')) {
    const name = decode(entry);
    if (name === undefined || nameProblem(prefix + name) !== undefined) {
      problems.push(refusal('ModelNameUnsafe', name === undefined ? 'a file name must be UTF-8' : `${nameProblem(prefix + name)}`, { got: prefix + entry.toString('latin1') }));
      continue;
    }
    if (skip(prefix + name)) continue;
    const path = Buffer.concat([folder, Buffer.from(sep), entry]);
    const status = await lstat(path);
    if (status.isDirectory()) await walk(path, `${prefix}${name}/`, skip, files, problems);
    else judge(prefix + name, status, files, problems);
  }
}

function judge(path: string, status: Status, files: ModelFile[], problems: Problem[]): void {
  if (status.isFile()) files.push({ path, size: Number(status.size) });
  else if (status.isSymbolicLink()) problems.push(refusal('ModelSymlinkFound', 'a model must not hold symbolic links', { where: path }));
  else problems.push(refusal('ModelSpecialFileFound', 'a model must hold regular files only', { where: path }));
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
