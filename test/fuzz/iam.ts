/**
 * The symbolic prover against the concrete evaluator, on random policies and requests.
 *
 *     npx tsx test/fuzz/iam.ts [count = 100000] [seed = 1]
 *
 * Half of the rounds ask whether one request is in the symbolic set of allowed requests; the other half compare two policies and look for requests that contradict the verdict.
 */
import { decide } from '../../lib/assurance/iam/decide';
import { prove } from '../../lib/assurance/iam/prove';
import { checkComparison, checkMembership, type Outcome } from './iam-agreement';
import { Dice, randomPolicies, randomPolicy, randomRequest } from './random-policies';

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const tally = new Map<Outcome, number>();
const times: number[] = [];
let contradictions = 0;

for (let round = 0; round < count; round++) {
  const roundSeed = seed * 1_000_003 + round;
  const dice = new Dice(roundSeed);
  const before = process.cpuUsage();
  const outcome = round % 2 === 0 ? checkMembership(randomPolicies(dice), randomRequest(dice)) : checkComparison(randomPolicy(dice), randomPolicy(dice), dice, 40);
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
  tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
  if (outcome !== 'contradiction') continue;
  if (++contradictions > 10) break;
  console.log(`round seed ${roundSeed} (${round % 2 === 0 ? 'membership' : 'comparison'})`);
  if (round % 2 === 0) {
    const again = new Dice(roundSeed);
    const policies = randomPolicies(again);
    const request = randomRequest(again);
    console.log(JSON.stringify({ policies, request: { ...request, context: Object.fromEntries(request.context) } }), decide(request, policies).kind, prove.name);
  }
}
times.sort((a, b) => a - b);
console.log(`seed ${seed}: ${[...tally].map(([outcome, number]) => `${outcome} ${number}`).join(', ')}`);
console.log(`CPU per round: median ${times[times.length >> 1]?.toFixed(2)} ms, worst ${times.at(-1)?.toFixed(2)} ms`);
process.exitCode = contradictions > 0 ? 1 : 0;
