/**
 * Agreement with the labelled policy pairs of quacky (https://github.com/vlab-cs-ucsb/quacky): does one policy allow what the other does not.
 *
 *     npx tsx test/fuzz/quacky.ts <folder with EXPECTED-pairs.json>
 *
 * quacky knows no policy versions: every `${…}` is a variable, so every policy is read as 2012-10-17.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../lib/assurance/iam/parse-policy';
import type { Policy } from '../../lib/assurance/iam/policy';
import { comparePolicies } from '../../lib/assurance/iam/prove';
import type { Verdict } from '../../lib/assurance/verdict';

interface Pair {
  readonly p1: string;
  readonly p2: string;
  readonly allowedByP1NotP2: string;
  readonly allowedByP2NotP1: string;
}

const [folder = '.'] = process.argv.slice(2);
const pairs = JSON.parse(readFileSync(join(folder, 'EXPECTED-pairs.json'), 'utf8')) as readonly Pair[];

function read(path: string): Policy {
  return { ...parsePolicy(JSON.parse(readFileSync(join(folder, path), 'utf8')), path), version: '2012-10-17' };
}

const LABELS: { readonly [kind in Verdict<unknown>['kind']]: string } = { refuted: 'SAT', proved: 'UNSAT', unknown: 'UNKNOWN', 'not-applicable': 'NONE' };

/** The clock is coarse: a comparison is timed over this many runs. */
const RUNS = 5;

let agreed = 0;
let unknown = 0;
let notReplayed = 0;
const times: number[] = [];
for (const pair of pairs) {
  const [a, b] = [read(pair.p1), read(pair.p2)];
  const before = process.cpuUsage();
  const { aAllowsMore, bAllowsMore } = comparePolicies(a, b);
  for (let i = 1; i < RUNS; i++) comparePolicies(a, b);
  const used = process.cpuUsage(before);
  // two queries a comparison; nothing is kept from one run to the next
  times.push((used.user + used.system) / (2000 * RUNS));
  for (const [verdict, expected] of [[aAllowsMore, pair.allowedByP1NotP2], [bAllowsMore, pair.allowedByP2NotP1]] as const) {
    if (LABELS[verdict.kind] === expected) agreed++;
    else console.log(`${pair.p1} ${pair.p2}: expected ${expected}, got ${LABELS[verdict.kind]} ${JSON.stringify(verdict.because)}`);
    if (verdict.kind === 'unknown') unknown++;
    if (JSON.stringify(verdict.because).includes('WitnessDidNotReplay')) notReplayed++;
  }
}
times.sort((one, other) => one - other);
const total = pairs.length * 2;
console.log(`agreement ${((100 * agreed) / total).toFixed(2)} % of ${total}; unknown ${unknown}; not replayed ${notReplayed}`);
console.log(`CPU per query: median ${times[times.length >> 1]?.toFixed(2)} ms, worst ${times.at(-1)?.toFixed(2)} ms`);
