/**
 * Mutated real templates: `npx tsx test/fuzz/templates.ts [mutations] [seed] [folder or template …]` (default: 10000, the clock, out/dev and out/prod).
 * - damaged ones (a function in place of a value, cut off, nested, …) give facts, a network and verdicts, or one PlatformError; nothing else is thrown, none takes
 *   more CPU than BOUND;
 * - blurred ones, which tell less, never have a verdict proved that was not proved before (see blur.ts).
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../../lib/contract/platform-error';
import { reachabilityOf } from '../../lib/assurance/network';
import { BASELINE } from '../../lib/assurance/requirements';
import { parseTemplate } from '../../lib/assurance/template';
import { verify } from '../../lib/assurance/verify';
import { readJson } from '../../lib/assurance/template/json';
import { child, Source, type Node } from '../../lib/assurance/template/source';
import { templateOf } from '../../lib/assurance/template/template';
import { readYaml } from '../../lib/assurance/template/yaml';
import { BLURS } from '../lib/assurance/template/blur';
import { DAMAGES, pick, seeded } from '../lib/assurance/template/damage';
import { isJsonMap, plainJson, type JsonMap } from '../lib/assurance/template/plain-json';

/** Seconds of CPU for one template. */
const BOUND = 5;

/** What the template says cannot be deployed: of that, telling less may make something that can. */
const UNDEPLOYABLE = /"(?:NoSuch[A-Za-z]*|[A-Za-z]*Malformed[A-Za-z]*|UnexpectedKind|ElementNotText|OutputAbsent|SelectOutOfRange)"/;
/** The worst first; `malformed` is unknown because the template is wrong. */
const RANK = ['refuted', 'unknown', 'malformed', 'proved', 'not-applicable'];

type Verdicts = ReadonlyMap<string, string>;

interface Sample {
  readonly name: string;
  readonly template: JsonMap;
}

const [mutations = '10000', seed = String(Date.now() % 2 ** 31), ...given] = process.argv.slice(2);
const folders = given.length > 0 ? given : ['out/dev', 'out/prod'].filter((folder) => existsSync(folder));
const samples = folders.flatMap(filesIn).flatMap(samplesOf);
const tally = new Map<string, number>();
const failures = new Map<string, string>();
let slowest = { seconds: 0, name: '' };
console.log(`${mutations} mutations of ${samples.length} templates, seed ${seed}`);
const before = new Map<string, Verdicts>();
for (let index = 0; index < Number(mutations); index += 1) {
  const random = seeded(Number(seed) + index);
  const sample = pick(random, samples);
  if (sample === undefined) break;
  if (index % 2 === 0) damage(sample, random, index);
  else blur(sample, random, index);
}
console.log([...tally].sort().map(([what, count]) => `${String(count).padStart(7)}  ${what}`).join('\n'));
console.log(`slowest ${slowest.seconds.toFixed(2)} s of CPU: ${slowest.name}`);
for (const [what, where] of failures) console.error(`FAILED ${what}\n       ${where}`);
process.exitCode = failures.size > 0 ? 1 : 0;

function damage({ name, template }: Sample, random: () => number, index: number): void {
  const [kind, change] = pick(random, Object.entries(DAMAGES)) ?? [];
  if (kind === undefined || change === undefined) return;
  const text = change(template, random);
  const place = `${name}, ${kind}, seed ${Number(seed) + index}`;
  try {
    timed(place, () => verdictsOf(text));
    count('damaged: judged');
  } catch (error) {
    if (PlatformError.isPlatformError(error)) count(`damaged: refused ${error.problems.map(({ code }) => code).join(' ')}`);
    else failures.set(`${kind}: ${String(error)}`, `${place}\n${error instanceof Error ? error.stack ?? '' : ''}`);
  }
}

function blur({ name, template }: Sample, random: () => number, index: number): void {
  const [kind, change] = pick(random, Object.entries(BLURS)) ?? [];
  const blurred = change?.(template, random);
  if (kind === undefined || blurred === undefined) return;
  const place = `${name}, ${kind}, seed ${Number(seed) + index}`;
  const known = before.get(name) ?? verdictsOf(JSON.stringify(template));
  before.set(name, known);
  const after = timed(place, () => verdictsOf(JSON.stringify(blurred)));
  count('blurred: judged');
  for (const [key, was] of known) {
    const is = after.get(key) ?? 'gone';
    if ((was === 'unknown' || was === 'refuted') && !['refuted', 'unknown', 'malformed'].includes(is)) failures.set(`${key.split(' ')[0] ?? ''}: ${was} became ${is}`, `${key} in ${place}`);
  }
}

/** The worst verdict of each rule and requirement on each resource, and of the direct ways between the internet and each node. */
function verdictsOf(text: string): Verdicts {
  const { checks, facts: found } = verify([parseTemplate(text, 'T.json')], { requirements: BASELINE });
  const verdicts = new Map<string, string>();
  const note = (key: string, kind: string): void => {
    const known = verdicts.get(key);
    if (known === undefined || RANK.indexOf(kind) < RANK.indexOf(known)) verdicts.set(key, kind);
  };
  for (const { id, subject, verdict } of checks) {
    note(`${id} ${subject?.id ?? ''}`, verdict.kind === 'unknown' && UNDEPLOYABLE.test(JSON.stringify(verdict.because)) ? 'malformed' : verdict.kind);
  }
  const reach = reachabilityOf(found);
  const direct = [...reach.whoReaches('internet'), ...reach.reachableFrom('internet')].filter(({ via }) => via.length === 0);
  for (const { from, to, kind, because } of direct) note(`path ${from} -> ${to}`, kind === 'reaches' ? 'refuted' : UNDEPLOYABLE.test(JSON.stringify(because)) ? 'malformed' : 'unknown');
  return verdicts;
}

function timed<T>(name: string, run: () => T): T {
  const start = process.cpuUsage();
  try {
    return run();
  } finally {
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    if (seconds > slowest.seconds) slowest = { seconds, name };
    if (seconds > BOUND) failures.set(`more than ${BOUND} s of CPU`, name);
  }
}

function count(what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.template\.json$|\.ya?ml$|\.template$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Templates of a file: itself, or the inputs of rule tests in it. */
function samplesOf(file: string): readonly Sample[] {
  const source = new Source(file, readFileSync(file, 'utf8'));
  let root: Node;
  try {
    root = /\.json$/.test(file) ? readJson(source) : readYaml(source);
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return [];
    throw error;
  }
  const inputs = root.kind === 'list' ? root.items.flatMap((item) => child(item, 'input') ?? []) : [root];
  return inputs.flatMap((input, index): readonly Sample[] => {
    try {
      templateOf(input, source);
    } catch (error) {
      if (PlatformError.isPlatformError(error)) return [];
      throw error;
    }
    const template = plainJson(input);
    return isJsonMap(template) ? [{ name: `${file}#${index}`, template }] : [];
  });
}
