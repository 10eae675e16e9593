import { resolve } from 'node:path';
import { bundleCommandLine, bundleServices } from './bundle';

/** What a fresh clone needs beside its packages: the bundled functions and the command line. Runs on `npm install`. */
async function main(): Promise<void> {
  const root = resolve(__dirname, '../..');
  await bundleServices(root);
  await bundleCommandLine(root);
}

void main();
