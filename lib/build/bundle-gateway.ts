import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleGateway } from './bundle';
import { thirdPartyNotices } from './notices';

/** Writes the gateway's bundle into the folder that is named; the Dockerfile's build stage runs it. */
const [outdir] = process.argv.slice(2);
if (outdir === undefined) throw new Error('name the folder to write to');

/** With the licences of what went in. */
async function main(root: string, folder: string): Promise<void> {
  const inputs = await bundleGateway(root, folder);
  const wordLists = readFileSync(join(root, 'lib/services/ai-gateway/pii/tagger/NOTICE.txt'), 'utf8');
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), `${wordLists}\n${thirdPartyNotices(root, inputs)}`);
}

main(resolve(__dirname, '../..'), resolve(outdir)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
