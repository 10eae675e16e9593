import { ANY_PUMPS, hostileTexts } from '../lib/services/ai-gateway/attacks/regex-pumps';
import { milliseconds } from '../lib/services/ai-gateway/attacks/regex-cost';
import { regexesOf } from '../lib/services/ai-gateway/attacks/regex-sources';

/**
 * Every regular expression of the gateway against texts made to be hard for it: none may take longer than the bar for 100 KB.
 * `node --import tsx test/fuzz/regexes.ts [bar in milliseconds of CPU] [characters]`
 */
const bar = Number(process.argv[2] ?? 50);
const length = Number(process.argv[3] ?? 100_000);

const { regexes, made } = regexesOf(process.cwd(), ['lib/services/ai-gateway', 'lib/services/token-verification']);
const generic = ANY_PUMPS.map((pump) => pump.repeat(Math.ceil(length / pump.length)));
const slow: string[] = [];
let tried = 0;
let worst = { cost: 0, at: '' };
for (const { at, regex } of regexes) {
  let slowest = { cost: 0, text: '' };
  for (const text of [...hostileTexts(regex.source, length), ...generic]) {
    tried += 1;
    const cost = milliseconds(regex, text, bar);
    if (cost > slowest.cost) slowest = { cost, text };
    if (cost === Infinity) break;
  }
  if (slowest.cost > worst.cost) worst = { cost: slowest.cost, at };
  if (slowest.cost > bar) slow.push(`${at} ${String(regex).slice(0, 100)}: ${slowest.cost.toFixed(0)} ms for ${JSON.stringify(slowest.text.slice(0, 60))}…${JSON.stringify(slowest.text.slice(-12))}`);
}
console.log(`${regexes.length} expressions, ${made.length} that are made, ${tried} texts of ${length} characters; the slowest took ${worst.cost.toFixed(1)} ms (${worst.at})`);
for (const { at, argument } of made) console.log(`made: ${at} from ${argument}`);
for (const line of slow) console.log(line);
if (slow.length > 0) process.exitCode = 1;
