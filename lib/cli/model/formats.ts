import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '../../contract/platform-error';
import { refusal } from '../../services/model-signing/refusal';
import type { ModelFile } from '../../services/model-signing/source';

const PICKLED = /\.(pkl|pickle|pt|pth|ckpt|joblib|dill|pyc)$/i;

/**
 * Weights in Python's pickle format run code when they are loaded. They are known by their extension, or by how they begin:
 * a pickle of protocol 2 to 5, or the archive that torch writes around one.
 */
export async function unsafeFormatProblems(folder: string, files: readonly ModelFile[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const file of files) {
    if (PICKLED.test(file.path) || (await beginsLikePickle(join(resolve(folder), ...file.path.split('/'))))) {
      problems.push(refusal('ModelFormatUnsafe', 'a model file must not be able to run code when it is loaded', { where: file.path }));
    }
  }
  return problems;
}

async function beginsLikePickle(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    return /^\x80[\x02-\x05][\x28-\x8e\x95}\]]/.test(head) || (head.startsWith('PK\x03\x04') && head.includes('data.pkl'));
  } finally {
    await file.close();
  }
}
