/**
 * The network engine against the packet simulator of its tests, on many random networks: `npx tsx test/fuzz/network.ts [networks] [seed]`.
 * Every pair of ends is judged; a proof must be matched by no packet, a refutation by a packet of its witness, and unknown only stands where the
 * network leaves something open.
 */
import fc from 'fast-check';
import { disagreements, type Tally } from '../lib/assurance/network/agreement';
import { randomTable } from '../lib/assurance/network/random-network';

const [networks = '2000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const tally: Tally = { proved: 0, refuted: 0, unknown: 0 };
console.log(`${networks} networks, seed ${seed}`);
fc.assert(fc.property(randomTable, (table) => {
  const found = disagreements(table, tally);
  if (found.length > 0) throw new Error(found.join('\n'));
}), { numRuns: Number(networks), seed: Number(seed) });
console.log(`agreed: ${JSON.stringify(tally)}`);
