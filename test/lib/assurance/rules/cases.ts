import type { Check } from '../../../../lib/assurance/check';
import type { Rule } from '../../../../lib/assurance/rules/rule';
import { runRules } from '../../../../lib/assurance/rules/run';
import { facts, parseTemplate } from '../../../../lib/assurance/template';
import { provedUntold } from './untold';

/** Resources of a template in YAML (short tags allowed), by what the case shows. */
export interface Cases {
  readonly pass: { readonly [name: string]: string };
  readonly fail: { readonly [name: string]: string };
  readonly unknown: { readonly [name: string]: string };
  readonly skip?: { readonly [name: string]: string };
}

/** Judges the resources of a template by one rule. The text is what stands below `Resources:`, or a whole template when it has such a line. */
export function judge(rule: Rule, resources: string): readonly Check[] {
  return runRules(facts([parseTemplate(wholeTemplate(resources), 'T.yaml')]), [rule]);
}

export function wholeTemplate(resources: string): string {
  return /^Resources:/m.test(resources) ? resources : `Resources:\n${indented(resources)}`;
}

/** One test for each case: of the resources that the rule judges, the worst verdict is the case's. */
export function ruleCases(rule: Rule, cases: Cases): void {
  describe(rule.id, () => {
    const kinds = { pass: 'proved', fail: 'refuted', unknown: 'unknown', skip: 'not-applicable' } as const;
    for (const kind of ['pass', 'fail', 'unknown', 'skip'] as const) {
      const table = Object.entries(cases[kind] ?? {});
      if (table.length > 0) test.each(table)(`${kind === 'skip' ? 'does not judge' : `is ${kind} for`} %s`, (_, resources) => {
        expect(worst(judge(rule, resources))).toBe(kinds[kind]);
      });
    }
    tellingLess(rule, cases.fail);
  });
}

/** What breaks a rule does not keep it once it is put out of sight: asked of the first case, place by place. */
export function tellingLess(rule: Rule, fail: Cases['fail'] = {}): void {
  const [first] = Object.values(fail);
  if (first !== undefined) test('neither holds nor stops to apply where what is wrong is not told', () => expect(provedUntold(rule, wholeTemplate(first))).toEqual([]));
}

export function worst(checks: readonly Check[]): string {
  return (['refuted', 'unknown', 'proved', 'not-applicable'] as const).find((kind) => checks.some(({ verdict }) => verdict.kind === kind)) ?? 'not judged';
}

function indented(text: string): string {
  const lines = text.replace(/^\n+/, '').split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return lines.map((line) => `  ${line.slice(margin)}`).join('\n');
}
