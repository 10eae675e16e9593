import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BUNDLED, bundleCommandLine, bundleEngineDependencies, bundleServices } from './bundle';
import { thirdPartyNotices } from './notices';

/** Fills dist/ with what is published: constructs and the engine as JavaScript with types, the functions' bundles beside them, the command line, the licences of what is bundled. */
async function main(): Promise<void> {
  const root = resolve(__dirname, '../..');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  const inputs = await bundleServices(root);
  cpSync(join(root, BUNDLED), join(root, 'dist', BUNDLED), { recursive: true });
  inputs.push(...(await bundleEngineDependencies(root)), ...(await bundleCommandLine(root)));
  writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, inputs));
}

void main();
