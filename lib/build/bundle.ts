import { chmodSync, cpSync, existsSync, readdirSync } from 'node:fs';
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

const GATEWAY = 'lib/services/ai-gateway';

/** What the gateway reads at run time, relative to the project's root and to the folder of its bundle. */
const GATEWAY_FILES = {
  // Cedar's engine looks for it beside the code that loads it.
  'node_modules/@cedar-policy/cedar-wasm/nodejs/cedar_wasm_bg.wasm': 'cedar_wasm_bg.wasm',
  [`${GATEWAY}/authorization/policies`]: 'policies',
  'config/gateway.yaml': 'config/gateway.yaml',
} as const;

/** Bundles the AI gateway's container into a folder, with the policies and the configuration that it reads; tells the files that went in. The Dockerfile calls it, so what is tested is what runs. */
export async function bundleGateway(root: string, outdir: string, entry = `${GATEWAY}/main.ts`): Promise<string[]> {
  const { metafile } = await build({
    ...settings(root),
    target: 'node22',
    entryPoints: [entry],
    outfile: join(outdir, 'main.js'),
    // Functions keep their names by not being renamed: to restore each name costs at every closure that a request makes.
    minify: false,
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: false,
    // An optional part of the PostgreSQL client, made of machine code.
    external: ['pg-native'],
    // The image is built without the project's tsconfig.json, and must be the same: in strict mode, too.
    tsconfigRaw: { compilerOptions: { strict: true, target: 'ES2022' } },
  });
  for (const [from, to] of Object.entries(GATEWAY_FILES)) cpSync(join(root, from), join(outdir, to), { recursive: true });
  // Policies that the configuration names lie beside it.
  for (const name of readdirSync(join(root, 'config'))) if (name.endsWith('.cedar')) cpSync(join(root, 'config', name), join(outdir, 'config', name));
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
