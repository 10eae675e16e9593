/**
 * Breaks the templates of an assembly one control at a time and counts who notices: the packs of cdk-nag alone, and the rules and requirements of this engine.
 *
 *     npx tsx test/mutation/run.ts out/dev [--every 1] [--offset 0] [--operator <pattern>] [--json report.json] [--no-nag]
 *
 * `--every 10` takes each tenth mutant, evenly over operators and stacks. A mutant is caught when something is refuted that was not before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadAssembly } from '../../lib/assurance/template';
import { caughtBy, findingsOf } from './engine';
import type { Mutant, TemplateJson } from './mutant';
import { mutantsOf } from './mutants';
import { nagFindings, newFindings } from './nag';
import { EXPLAINED } from './survivors';

interface Judged {
  readonly stack: string;
  readonly operator: string;
  readonly type: string;
  readonly logicalId: string;
  readonly change: string;
  /** Undefined when the template cannot be read into constructs. */
  readonly nag: readonly string[] | undefined;
  readonly refuted: readonly string[];
  readonly doubted: readonly string[];
  readonly reason?: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' }, offset: { type: 'string', default: '0' }, operator: { type: 'string', default: '' }, json: { type: 'string' }, 'no-nag': { type: 'boolean', default: false } },
});
const folder = positionals[0] ?? 'out/dev';
const templates = loadAssembly(folder);
const originals = new Map(templates.map(({ name, source }): [string, TemplateJson] => [name, JSON.parse(readFileSync(source.file, 'utf8')) as TemplateJson]));
const all = [...originals].flatMap(([stack, template]) => mutantsOf(template).map((mutant) => ({ stack, mutant })))
  .filter(({ mutant }) => new RegExp(values.operator).test(mutant.operator))
  .sort((a, b) => (a.mutant.operator < b.mutant.operator ? -1 : a.mutant.operator > b.mutant.operator ? 1 : 0));
const chosen = all.filter((_, index) => index % Number(values.every) === Number(values.offset));

const before = findingsOf(templates);
if (before.refuted.size > 0) console.log(`refuted before any change: ${[...before.refuted].join(' · ')}`);
const nagBefore = new Map(values['no-nag'] ? [] : [...originals].map(([stack, template]) => [stack, nagFindings(template)]));
const judged = chosen.map(({ stack, mutant }, index): Judged => {
  if (index > 0 && index % 100 === 0) console.error(`${index} of ${chosen.length}`);
  return judge(stack, mutant);
});

function judge(stack: string, { operator, type, logicalId, change, template }: Mutant): Judged {
  const nag = values['no-nag'] ? undefined : newFindings(nagBefore.get(stack), nagFindings(template));
  const caught = caughtBy(before, findingsOf(templates, stack, template));
  const words = `${stack} ${type} ${logicalId} ${change}`;
  const reason = EXPLAINED.find((explained) => explained.operator.test(operator) && explained.mutant.test(words))?.reason;
  return { stack, operator, type, logicalId, change, nag, ...caught, ...(reason === undefined ? {} : { reason }) };
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

const relevant = judged.filter(({ reason }) => reason === undefined);
const table = [...new Set(judged.map(({ operator }) => operator))].map((operator) => {
  const own = relevant.filter((each) => each.operator === operator);
  return { operator, mutants: own.length, 'nag alone': own.filter(({ nag }) => (nag ?? []).length > 0).length, 'this engine': own.filter(({ refuted }) => refuted.length > 0).length, doubted: own.filter(({ refuted, doubted }) => refuted.length === 0 && doubted.length > 0).length };
});
console.table(table);
const caught = relevant.filter(({ refuted }) => refuted.length > 0).length;
const byNag = relevant.filter(({ nag }) => (nag ?? []).length > 0).length;
console.log(`${all.length} distinct mutants of ${folder}, ${judged.length} judged, ${judged.length - relevant.length} set aside as no weakening`);
console.log(`nag packs alone: ${byNag} of ${relevant.length} (${share(byNag, relevant.length)}); this engine: ${caught} of ${relevant.length} (${share(caught, relevant.length)})`);
const survivors = relevant.filter(({ refuted }) => refuted.length === 0);
console.log(`\nsurvivors (${survivors.length}):`);
for (const { operator, stack, type, logicalId, change, doubted } of survivors) console.log(`  ${operator}  ${stack} ${type} ${logicalId} ${change}${doubted.length > 0 ? `  [doubted: ${doubted[0] ?? ''}]` : ''}`);
console.log(`\nset aside (${judged.length - relevant.length}):`);
for (const reason of new Set(judged.flatMap((each) => each.reason ?? []))) console.log(`  ${judged.filter((each) => each.reason === reason).length}  ${reason}`);
if (values.json !== undefined) writeFileSync(join(process.cwd(), values.json), JSON.stringify(judged, undefined, 1));
