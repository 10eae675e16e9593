import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of everything that was bundled: whoever gets the bundle must get them too. */
export function thirdPartyNotices(root: string, inputs: readonly string[]): string {
  const packages = [...new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))].sort();
  return packages
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
      return `${name} ${version} (${license ?? 'see below'})\n\n${file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
