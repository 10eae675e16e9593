import type { Rule } from '../../../../../lib/assurance/rules/rule';

/** Rules of an area by id; a test of a rule that is not listed fails. */
export function ruleNamed(rules: readonly Rule[]): (id: string) => Rule {
  return (id) => {
    const found = rules.find((rule) => rule.id === id);
    if (found === undefined) throw new Error(`no rule '${id}' in the area`);
    return found;
  };
}
