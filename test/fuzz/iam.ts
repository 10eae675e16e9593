/**
 * The symbolic prover against the concrete evaluator, on random policies and requests.
 *
 *     npx tsx test/fuzz/iam.ts [count = 100000] [seed = 1] [first round = 0]
 *
 * Two rounds of four ask whether one request is in the symbolic set of allowed requests, one of them among the requests that AWS documents; the others compare
 * two policies and look for requests that contradict the verdict.
 */
import { checkComparison, checkMembership, type Outcome } from './iam-agreement';
import { Dice, randomDocumentedRequest, randomPolicies, randomPolicy, randomRequest } from './random-policies';

const [count = 100_000, seed = 1, first = 0] = process.argv.slice(2).map(Number);
const tally = new Map<Outcome, number>();
const times: number[] = [];
let contradictions = 0;

interface Round {
  readonly outcome: Outcome;
  /** CPU, in milliseconds. */
  readonly used: number;
  readonly asked: unknown;
}

function membership(dice: Dice): Round {
  const asked = [randomPolicies(dice), randomRequest(dice)] as const;
  return { ...timed(() => checkMembership(...asked, 'any')), asked };
}

function documented(dice: Dice): Round {
  const asked = [randomPolicies(dice), randomDocumentedRequest(dice)] as const;
  return { ...timed(() => checkMembership(...asked, 'known')), asked };
}

function comparison(dice: Dice): Round {
  const asked = [randomPolicy(dice), randomPolicy(dice)] as const;
  return { ...timed(() => checkComparison(...asked, dice, 40)), asked };
}

function timed(run: () => Outcome): { readonly outcome: Outcome; readonly used: number } {
  const before = process.cpuUsage();
  const outcome = run();
  const used = process.cpuUsage(before);
  return { outcome, used: (used.user + used.system) / 1000 };
}

const QUESTIONS = [membership, comparison, documented, comparison];

for (let round = first; round < first + count; round++) {
  const dice = new Dice(seed * 1_000_003 + round);
  const ask = QUESTIONS[round % QUESTIONS.length] ?? comparison;
  const { outcome, used, asked } = ask(dice);
  times.push(used);
  tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
  if (used > 100) console.log(`round ${round}: ${used.toFixed(0)} ms`);
  if (outcome !== 'contradiction' && outcome !== 'not-replayed') continue;
  console.log(`round ${round} (${ask.name}): ${outcome} ${JSON.stringify(asked, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value))}`);
  if (outcome === 'contradiction' && ++contradictions > 10) break;
}
times.sort((a, b) => a - b);
console.log(`seed ${seed}: ${[...tally].map(([outcome, number]) => `${outcome} ${number}`).join(', ')}`);
console.log(`CPU per round: median ${times[times.length >> 1]?.toFixed(2)} ms, worst ${times.at(-1)?.toFixed(2)} ms`);
process.exitCode = contradictions > 0 ? 1 : 0;
