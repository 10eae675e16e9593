import type { Rule } from '../../../../../lib/assurance/rules';
import { dataRules } from '../../../../../lib/assurance/rules/data';
import { identityRules } from '../../../../../lib/assurance/rules/identity';
import { loggingRules } from '../../../../../lib/assurance/rules/logging';
import { judge, tellingLess, worst } from '../cases';

type Named = { readonly [name: string]: string };

/** As `Cases`, for rules that know fewer outcomes too: one that always judges has nothing to skip. */
export interface RuleTable {
  readonly pass?: Named;
  readonly fail?: Named;
  readonly unknown?: Named;
  readonly skip?: Named;
}

const VERDICTS = { pass: 'proved', fail: 'refuted', unknown: 'unknown', skip: 'not-applicable' } as const;

/** One test for each case: of the resources that the rule judges, the worst verdict is the case's. */
export function ruleTable(rule: Rule, table: RuleTable): void {
  describe(rule.id, () => {
    for (const kind of ['pass', 'fail', 'unknown', 'skip'] as const) {
      for (const [name, resources] of Object.entries(table[kind] ?? {})) {
        test(`${kind === 'skip' ? 'does not judge' : `is ${kind} for`} ${name}`, () => {
          expect(worst(judge(rule, resources))).toBe(VERDICTS[kind]);
        });
      }
    }
    tellingLess(rule, table.fail);
  });
}

/** The rule of the three areas with the id. */
export function ruleNamed(id: string): Rule {
  const rule = [...dataRules, ...identityRules, ...loggingRules].find((each) => each.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

/** Tables by rule id. */
export function ruleTables(tables: { readonly [id: string]: RuleTable }): void {
  for (const [id, table] of Object.entries(tables)) ruleTable(ruleNamed(id), table);
}
