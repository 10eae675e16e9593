import { PlatformError } from '../../../lib/contract/platform-error';
import type { Check } from '../../../lib/assurance/check';
import { runRules, type Rule } from '../../../lib/assurance/rules';
import { facts } from '../../../lib/assurance/template';
import type { Expectation, GuardTest } from './suite';
import type { SameControl } from './mapping';

export type Answer = Expectation | 'UNKNOWN';

export interface Comparison {
  readonly guardRule: string;
  readonly test: GuardTest;
  readonly expected: Expectation;
  readonly ours: Answer;
  readonly because: string;
}

/** What the rules of one control say of one test, beside what Guard's rule says. */
export function compare(guardRule: string, expected: Expectation, test: GuardTest, { rules: ids, types }: SameControl, rules: readonly Rule[]): Comparison {
  const chosen = rules.filter(({ id }) => ids.includes(id));
  const checks = judge(test, chosen).filter(({ subject }) => types === undefined || (subject !== undefined && types.includes(subject.type)));
  const order = [['refuted', 'FAIL'], ['unknown', 'UNKNOWN'], ['proved', 'PASS']] as const;
  const [kind, ours] = order.find(([verdict]) => checks.some((check) => check.verdict.kind === verdict)) ?? ['not-applicable', 'SKIP'];
  const because = checks.filter((check) => check.verdict.kind === kind).map(({ id, subject, verdict }) => `${id} ${subject?.logicalId ?? ''}: ${JSON.stringify(verdict.because)}`).join('; ');
  return { guardRule, test, expected, ours, because };
}

/** An input that is no template is judged by nobody. */
function judge(test: GuardTest, rules: readonly Rule[]): readonly Check[] {
  try {
    return runRules(facts([test.template()]), rules);
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return [];
    throw error;
  }
}
