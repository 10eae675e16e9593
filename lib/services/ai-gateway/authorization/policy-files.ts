import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlatformError } from '../../../contract/platform-error';

/** One file, as it was read. */
export interface PolicyFile {
  readonly file: string;
  readonly text: string;
}

/** Everything that decides: the schema that the gateway's requests follow, and the policies. */
export interface PolicyFiles {
  readonly schema: PolicyFile;
  readonly policies: readonly PolicyFile[];
}

/** The gateway's own policies: beside this code, and beside the bundle in the container. */
export const POLICY_FOLDER = join(__dirname, 'policies');

const SCHEMA = 'gateway.cedarschema';

/** Reads the schema and every `*.cedar` of the folder, then the further files. Throws PlatformError naming the file that cannot be read. */
export async function loadPolicies(folder: string = POLICY_FOLDER, furtherFiles: readonly string[] = []): Promise<PolicyFiles> {
  const entries = await reading(folder, () => readdir(folder));
  const own = entries.filter((entry) => entry.endsWith('.cedar')).sort().map((entry) => join(folder, entry));
  if (own.length === 0) throw new PlatformError([{ code: 'PolicyFolderEmpty', what: 'the folder of policies must hold at least one .cedar file', where: folder, fix: 'copy the gateway’s policies there' }]);
  const [schema, policies] = await Promise.all([readPolicyFile(join(folder, SCHEMA)), Promise.all([...own, ...furtherFiles].map(readPolicyFile))]);
  return { schema, policies };
}

async function readPolicyFile(file: string): Promise<PolicyFile> {
  return { file, text: await reading(file, () => readFile(file, 'utf8')) };
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new PlatformError([{ code: 'PolicyFileUnreadable', what: `policies must be readable (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`, where: file, fix: 'check the path and its permissions' }]);
  }
}
