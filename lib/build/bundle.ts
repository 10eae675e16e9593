import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const FUNCTIONS = 'lib/services/functions';

/** Where the bundled code of the functions lies, relative to the project's root; ignored by git, shipped in the package. */
export const BUNDLED = 'lib/services/bundled';

/** Modules of the engine that use a package. */
const USING_PACKAGES = ['lib/assurance/template/yaml'];

/** No Docker, no network, and the same bytes in every folder: paths in the output are relative to the root, so asset hashes do not depend on the machine. */
function settings(root: string): BuildOptions & { readonly metafile: true } {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    loader: { '.sql': 'text', '.pem': 'text' },
    logLevel: 'error',
    metafile: true,
  };
}

/** Bundles every function of lib/services/functions for Lambda; tells the files that went in. */
export async function bundleServices(root: string): Promise<string[]> {
  const names = readdirSync(join(root, FUNCTIONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, FUNCTIONS, entry.name, 'handler.ts')))
    .map((entry) => entry.name)
    .sort();
  const { metafile } = await build({
    ...settings(root),
    target: 'node24',
    entryPoints: names.map((name) => ({ in: `${FUNCTIONS}/${name}/handler.ts`, out: `${name}/index` })),
    outdir: BUNDLED,
  });
  return Object.keys(metafile.inputs);
}

/** Bundles the command line, so that `npx secure-ai` needs none of the development dependencies; tells the files that went in. */
export async function bundleCommandLine(root: string): Promise<string[]> {
  const outfile = 'dist/bin/secure-ai.js';
  const { metafile } = await build({
    ...settings(root),
    target: 'node20',
    entryPoints: ['bin/secure-ai.ts'],
    outfile,
    external: ['aws-cdk-lib', 'constructs', 'cdk-nag'],
  });
  chmodSync(join(root, outfile), 0o755);
  return Object.keys(metafile.inputs);
}

/** Leaves the engine's own modules where they are: only what comes from packages is written in. */
const OWN_MODULES_APART: Plugin = {
  name: 'own-modules-apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\// }, ({ importer, kind, path }) => (kind === 'entry-point' || importer.includes('node_modules') ? undefined : { path, external: true }));
  },
};

/** Writes the packages that the engine's modules use into those modules, so that whoever installs the package gets no dependency with it; tells the files that went in. */
export async function bundleEngineDependencies(root: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    entryPoints: USING_PACKAGES.map((file) => `dist/${file}.js`),
    outdir: 'dist',
    outbase: 'dist',
    allowOverwrite: true,
    plugins: [OWN_MODULES_APART],
  });
  return Object.keys(metafile.inputs);
}
