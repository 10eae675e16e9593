import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), `${dataNotice(root)}\n${thirdPartyNotices(root, inputs)}`);
}

/** Data that was distilled from a package is not among the bundles' inputs; its licence goes with it all the same. */
function dataNotice(root: string): string {
  const wordLists = readFileSync(join(root, 'lib/services/ai-gateway/pii/tagger/NOTICE.txt'), 'utf8');
  const { notice } = JSON.parse(readFileSync(join(root, 'lib/assurance/iam/metadata/authorization.json'), 'utf8')) as { readonly notice: string | readonly string[] };
  return [[notice].flat().join('\n'), wordLists.trim()].map((text) => `${text}\n\n${'-'.repeat(80)}\n`).join('\n');
}

void main();
