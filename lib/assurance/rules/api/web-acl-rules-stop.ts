import { at, isUnknown, list } from '../../template';
import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { stops, WEB_ACL, withRules, type AclRule } from './web-acl';

export const webAclRulesStop: Rule = {
  id: 'WebAclRulesStop',
  title: 'rules of the web ACL block what they match',
  why: 'a rule that only counts lets the attack through and makes the report look as if it had not',
  fix: 'set Action to Block, OverrideAction to None, and override single rules of a group to Count only where they must be',
  severity: 'error',
  controls: ['API-03'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => (rules.length === 0 ? fail({ path: ['Rules'], because: [{ code: 'NoRules' }] }) : every(rules.map(judge)))),
};

function judge(rule: AclRule): Outcome {
  const allows = at(rule.value, 'Action', 'Allow') !== undefined;
  const stopping = stops(rule);
  if (stopping === 'unknown') return unknownOutcome({ code: 'ActionNotKnown', rule: rule.name });
  // a rule that allows chosen callers is no hole by itself
  if (stopping === 'no' && !allows) return fail({ id: rule.name, path: rule.path, because: [{ code: 'RuleOnlyCounts', rule: rule.name }] });
  const overrides = list(at(rule.value, 'Statement', 'ManagedRuleGroupStatement', 'RuleActionOverrides'));
  if (isUnknown(overrides)) return unknownOutcome({ code: 'OverridesNotKnown', rule: rule.name });
  const actions = (overrides ?? []).map((override) => ({ name: at(override, 'Name'), allow: at(override, 'ActionToUse', 'Allow') }));
  const allowed = actions.filter(({ allow }) => allow !== undefined && !isUnknown(allow)).map(({ name }) => name);
  if (allowed.length === 0 && actions.some(({ allow }) => isUnknown(allow))) return unknownOutcome({ code: 'OverridesNotKnown', rule: rule.name });
  return allowed.length === 0 ? PASS : fail({ id: rule.name, path: rule.path, because: [{ code: 'GroupRuleAllows', rule: rule.name, rules: allowed }] });
}
