import fc from 'fast-check';
import { disagreements, type Tally } from './agreement';
import { randomTable } from './random-network';

/** `npx tsx test/lib/assurance/network/fuzz.ts [networks] [seed]`: the engine against the packet simulator on many random networks. */
const [networks = '2000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const tally: Tally = { proved: 0, refuted: 0, unknown: 0 };
process.stdout.write(`${networks} networks, seed ${seed}\n`);
fc.assert(fc.property(randomTable, (table) => {
  const found = disagreements(table, tally);
  if (found.length > 0) throw new Error(found.join('\n'));
}), { numRuns: Number(networks), seed: Number(seed) });
process.stdout.write(`agreed: ${JSON.stringify(tally)}\n`);
