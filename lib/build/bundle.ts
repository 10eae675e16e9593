import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const FUNCTIONS = 'lib/services/functions';

/** Where the bundled code of the functions lies, relative to the project's root; ignored by git, shipped in the package. */
export const BUNDLED = 'lib/services/bundled';

/**
 * Bundles every function of lib/services/functions with esbuild: no Docker, no network, and the same bytes in every
 * folder (paths in the output are relative to the root), so that asset hashes do not depend on the machine.
 */
export async function bundleServices(root: string): Promise<string[]> {
  const names = readdirSync(join(root, FUNCTIONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, FUNCTIONS, entry.name, 'handler.ts')))
    .map((entry) => entry.name)
    .sort();
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `${FUNCTIONS}/${name}/handler.ts`, out: `${name}/index` })),
    outdir: BUNDLED,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    loader: { '.sql': 'text', '.pem': 'text' },
    logLevel: 'error',
  });
  return names;
}
