import { cpuMilliseconds, textGuards } from '../lib/services/ai-gateway/attacks/guards';
import { ANY_PUMPS, GUARD_PUMPS, hostileTexts } from '../lib/services/ai-gateway/attacks/regex-pumps';
import { regexesOf } from '../lib/services/ai-gateway/attacks/regex-sources';

/**
 * Every guard as a whole against texts that are made to be hard: each must stay below a bar for 100 KB, and take for twice as much no more than three times
 * as long. The texts are general ones, and for each regular expression of the gateway those that are made from it.
 * Bundled, as in the image: without, each constant of another file is a call.
 * `npx esbuild ./test/fuzz/gateway-guards.ts --bundle --platform=node --packages=external | node - [texts of each expression] [bar in milliseconds of CPU]`
 */
const each = Number(process.argv[2] ?? 1);
const bar = Number(process.argv[3] ?? 250);
const LENGTH = 100_000;
/** An answer in 2,000 pieces is read on 2,000 times. */
const barOf = (name: string): number => (name.includes('pieces') ? 2 * bar : bar);
/** Below this, growth cannot be told from noise. */
const NOISE = 60;

const { regexes } = regexesOf(process.cwd(), ['lib/services/ai-gateway']);
const repeated = (pump: string, length: number): string => pump.repeat(Math.ceil(length / pump.length)).slice(0, length);
const made = (length: number): string[] => [...ANY_PUMPS, ...GUARD_PUMPS].map((pump) => repeated(pump, length))
  .concat(...regexes.map(({ regex }) => { const all = hostileTexts(regex.source, length); return Array.from({ length: Math.min(each, all.length) }, (_, index) => all[Math.floor((index * all.length) / each)] ?? ''); }));
const texts = made(LENGTH);
const doubled = made(2 * LENGTH);
let failed = 0;
for (const [name, guard] of textGuards()) {
  guard('warm');
  let worst = { cost: 0, text: '' };
  let growth = { factor: 0, text: '', from: 0 };
  for (const [index, text] of texts.entries()) {
    const cost = cpuMilliseconds(guard, text, NOISE);
    if (cost > worst.cost) worst = { cost, text };
    if (cost > NOISE) {
      const once = cpuMilliseconds(guard, text, 0);
      const factor = cpuMilliseconds(guard, doubled[index] ?? '', 3 * once) / once;
      if (factor > growth.factor) growth = { factor, text, from: once };
    }
  }
  const bad = worst.cost > barOf(name) || growth.factor > 3;
  if (bad) failed += 1;
  console.log(`${bad ? 'SLOW ' : ''}${name}: at most ${worst.cost.toFixed(0)} ms (${JSON.stringify(worst.text.slice(0, 50))}…)${growth.factor === 0 ? '' : `, twice the length takes at most ${growth.factor.toFixed(1)} times ${growth.from.toFixed(0)} ms (${JSON.stringify(growth.text.slice(0, 50))}…)`}`);
}
console.log(`${texts.length} texts of ${LENGTH} characters`);
if (failed > 0) process.exitCode = 1;
