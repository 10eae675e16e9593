/**
 * Compares the rules with those of Guard's registry, by the tests of the latter: `npx tsx test/fuzz/guard-agreement/run.ts <folder>`.
 * Of each rule that asks for the same control, every test is judged; what both say must be the same, or explained. Exit code 1 when something is not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES } from '../../../lib/assurance/rules';
import { compare, type Comparison } from './compare';
import { EXPLANATIONS } from './explanations';
import { MAPPING } from './mapping';
import { readTests } from './suite';

const folder = process.argv[2] ?? '';
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
const tests = files.flatMap((file) => readTests(file.slice(folder.length + 1), readFileSync(file, 'utf8')));
const theirs = new Set(tests.flatMap(({ expectations }) => Object.keys(expectations)));
const missing = Object.values(MAPPING).flatMap(({ rules }) => rules).filter((id) => !ALL_RULES.some((rule) => rule.id === id));

const suppressed: Comparison[] = [];
const compared: Comparison[] = [];
for (const test of tests) {
  for (const [guardRule, expected] of Object.entries(test.expectations)) {
    const control = MAPPING[guardRule];
    if (control === undefined) continue;
    const comparison = compare(guardRule, expected, test, control, ALL_RULES);
    (test.suppressed && expected === 'SKIP' ? suppressed : compared).push(comparison);
  }
}

function explanation({ guardRule, test, expected, ours }: Comparison): string | undefined {
  return EXPLANATIONS.find((each) => each.guardRules.includes(guardRule) && each.expected === expected && each.ours === ours && (each.tests === undefined || each.tests.includes(test.index)))?.reason;
}

const percent = (part: number, whole: number): string => `${part}/${whole} (${(whole === 0 ? 100 : (100 * part) / whole).toFixed(1)} %)`;
const agree = ({ expected, ours }: Comparison): boolean => expected === ours;
const lines: string[] = [];
for (const guardRule of [...new Set(compared.map((each) => each.guardRule))].sort()) {
  const own = compared.filter((each) => each.guardRule === guardRule);
  lines.push(`${guardRule} -> ${MAPPING[guardRule]?.rules.join(', ') ?? ''}: ${percent(own.filter(agree).length, own.length)}`);
  for (const each of own.filter((comparison) => !agree(comparison))) {
    lines.push(`    ${each.test.file}#${each.test.index} '${each.test.name}': theirs ${each.expected}, ours ${each.ours}`, `        ${explanation(each) ?? `NOT EXPLAINED: ${each.because.slice(0, 400)}`}`);
  }
}
const open = compared.filter((each) => !agree(each) && explanation(each) === undefined);
const judged = compared.filter(({ expected }) => expected !== 'SKIP');
lines.push(
  '', `rules of the registry with a counterpart: ${percent(Object.keys(MAPPING).filter((rule) => theirs.has(rule)).length, theirs.size)}`,
  `without: ${[...theirs].filter((rule) => MAPPING[rule] === undefined).sort().join(', ')}`,
  `agreement: ${percent(compared.filter(agree).length, compared.length)}, of those that pass or fail ${percent(judged.filter(agree).length, judged.length)}`,
  `disagreements that are not explained: ${open.length}`,
  `left out, because the template asks Guard or cfn_nag not to judge it, which nothing here reads: ${suppressed.length}`,
  ...(missing.length === 0 ? [] : [`no such rule: ${missing.join(', ')}`]),
);
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = open.length > 0 || missing.length > 0 ? 1 : 0;
