import { lstat, readFile } from 'node:fs/promises';
import { PlatformError } from '../../contract/platform-error';

/** A file that the user named. */
export async function readInputFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Throws when there is no model at the path. */
export async function requireModel(path: string): Promise<void> {
  try {
    await lstat(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): PlatformError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new PlatformError([{ code: 'InputUnreadable', what: `the file or folder must be readable (${reason})`, got: path, fix: 'check the path and its permissions' }]);
}
