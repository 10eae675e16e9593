/**
 * What judging costs, and whether it grows with the number of resources: `npm run bench:assurance [cloud assembly]` (default: out/dev) judges 1, 4 and 16 copies
 * of the app's templates, each in a process of its own, and prints CPU seconds for each part, the peak memory, and how both grew from one size to the next.
 * The bars: one copy under 5 s and 500 MB; four times the resources take at most four and a half times the CPU.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { reachabilityOf } from '../../lib/assurance/network';
import { PLATFORM, runRequirements } from '../../lib/assurance/requirements';
import { ALL_RULES, runRules, statesOf } from '../../lib/assurance/rules';
import { facts, loadAssembly, parseTemplate, type Template } from '../../lib/assurance/template';

const SIZES = [1, 4, 16] as const;
const BAR = { seconds: 5, megabytes: 500, growth: 4.5 };
const PARTS = ['load', 'facts', 'access', 'network', 'rules', 'requirements'] as const;

interface Measure {
  readonly resources: number;
  readonly checks: number;
  /** CPU seconds by part. */
  readonly seconds: Readonly<Record<(typeof PARTS)[number], number>>;
  readonly megabytes: number;
}

function main(folder: string): void {
  const measures = SIZES.map((copies) => JSON.parse(execFileSync(process.execPath, [...process.execArgv, __filename, folder, String(copies)], { encoding: 'utf8', maxBuffer: 1e8 })) as Measure);
  const cells = (name: string, values: readonly string[]): string => `${name.padEnd(14)}${values.map((value) => value.padStart(16)).join('')}`;
  console.log(cells('', measures.map(({ resources }, index) => `${String(SIZES[index])}x, ${String(resources)} res.`)));
  for (const part of PARTS) console.log(cells(part, measures.map(({ seconds }, index) => grown(seconds[part], measures[index - 1]?.seconds[part], 's'))));
  const total = measures.map(totalOf);
  console.log(cells('CPU', total.map((value, index) => grown(value, total[index - 1], 's'))));
  console.log(cells('peak memory', measures.map(({ megabytes }, index) => grown(megabytes, measures[index - 1]?.megabytes, 'MB', 0))));
  const growth = total.slice(1).map((value, index) => value / (total[index] ?? value));
  const [first] = measures;
  const good = first !== undefined && totalOf(first) <= BAR.seconds && first.megabytes <= BAR.megabytes && growth.every((factor) => factor <= BAR.growth);
  console.log(`bars: one copy at most ${String(BAR.seconds)} s and ${String(BAR.megabytes)} MB, growth at most ${String(BAR.growth)} for 4 times the resources: ${good ? 'held' : 'BROKEN'}`);
  process.exitCode = good ? 0 : 1;
}

function totalOf({ seconds }: Measure): number {
  return PARTS.reduce((sum, part) => sum + seconds[part], 0);
}

/** A figure, and how many times the one before it is. */
function grown(value: number, before: number | undefined, unit: string, digits = 2): string {
  return `${value.toFixed(digits)} ${unit}${before === undefined || before === 0 ? '' : ` (${(value / before).toFixed(1)})`}`;
}

/** Judges so many copies in this process and prints the figures. */
function measure(folder: string, copies: number): void {
  const spent = new Map<string, number>();
  const timed = <T>(part: (typeof PARTS)[number], run: () => T): T => {
    const start = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(start);
    spent.set(part, (user + system) / 1e6);
    return result;
  };
  const templates = timed('load', () => copiesOf(loadAssembly(folder), copies));
  const found = timed('facts', () => { const known = facts(templates); known.variants(); return known; });
  timed('access', () => { for (const { context } of statesOf(found)) context.access(); });
  timed('network', () => {
    const reach = reachabilityOf(found);
    reach.whoReaches('internet');
    reach.reachableFrom('internet');
  });
  const rules = timed('rules', () => runRules(found, ALL_RULES));
  const requirements = timed('requirements', () => runRequirements(found, PLATFORM));
  const seconds = Object.fromEntries(PARTS.map((part) => [part, spent.get(part) ?? 0]));
  process.stdout.write(JSON.stringify({ resources: found.resources.length, checks: rules.length + requirements.length, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

/** The app several times over: template and stack names, and exports with them, are told apart by a number. */
function copiesOf(templates: readonly Template[], copies: number): readonly Template[] {
  const names = templates.flatMap(({ stackName }) => stackName ?? []).sort((a, b) => b.length - a.length);
  return Array.from({ length: copies }, (_, copy) => copy).flatMap((copy) => (copy === 0 ? templates : templates.map(({ name, stackName, source, environment, paths }) => {
    const text = names.reduce((sum, each) => sum.replaceAll(each, `${each}-copy${String(copy)}`), readFileSync(source.file, 'utf8'));
    return parseTemplate(text, source.file, { name: `${name}${String(copy)}`, stackName: stackName === undefined ? undefined : `${stackName}-copy${String(copy)}`, environment, paths });
  })));
}

const [folder = 'out/dev', copies] = process.argv.slice(2);
if (copies === undefined) main(folder);
else measure(folder, Number(copies));
