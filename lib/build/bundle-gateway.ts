import { resolve } from 'node:path';
import { bundleGateway } from './bundle';

/** Writes the gateway's bundle into the folder that is named; the Dockerfile's build stage runs it. */
const [outdir] = process.argv.slice(2);
if (outdir === undefined) throw new Error('name the folder to write to');

bundleGateway(resolve(__dirname, '../..'), resolve(outdir)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
