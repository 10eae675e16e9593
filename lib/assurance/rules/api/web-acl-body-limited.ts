import { at, isList, isUnknown, list, text, type Value } from '../../template';
import { any, type Trilean } from '../../iam/trilean';
import { decided, trilean } from '../outcome';
import type { Rule } from '../rule';
import { told } from '../network/told';
import { managedGroup, statements, stops, WEB_ACL, withRules, type AclRule } from './web-acl';

export const webAclBodyLimited: Rule = {
  id: 'WebAclBodyLimited',
  title: 'web ACL refuses bodies that are too large to inspect',
  why: 'what lies beyond the part that the firewall reads passes unread; large bodies also make large prompts',
  fix: 'add a SizeConstraintStatement on the body with OversizeHandling MATCH and Action Block, or keep SizeRestrictions_BODY of the common rule set blocking',
  severity: 'error',
  controls: ['API-03', 'API-06'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => decided(any(rules.map(limits)), { path: ['Rules'], because: [{ code: 'BodyNotLimited' }] }, { code: 'ActionNotKnown' })),
};

function limits(rule: AclRule): Trilean {
  const own = any(statements(rule, 'SizeConstraintStatement').map(limitsBody));
  const managed = managedGroup(rule)?.name === 'AWSManagedRulesCommonRuleSet' && !overridden(rule);
  return managed || own === 'yes' ? stops(rule) : own;
}

/** A larger body than the firewall reads must count as a match: CONTINUE and NO_MATCH judge the part that was read. */
function limitsBody(statement: Value): Trilean {
  const body = at(statement, 'FieldToMatch', 'Body') ?? at(statement, 'FieldToMatch', 'JsonBody');
  const [operator, oversize] = [told(at(statement, 'ComparisonOperator')), told(at(body, 'OversizeHandling'))];
  if (body === undefined) return 'no';
  if (isUnknown(operator) || isUnknown(oversize)) return 'unknown';
  return trilean((operator === 'GT' || operator === 'GE') && oversize === 'MATCH');
}

function overridden(rule: AclRule): boolean {
  const overrides = list(at(rule.value, 'Statement', 'ManagedRuleGroupStatement', 'RuleActionOverrides'));
  const excluded = at(rule.value, 'Statement', 'ManagedRuleGroupStatement', 'ExcludedRules');
  const named = [...(isUnknown(overrides) ? [] : overrides ?? []), ...(isList(excluded) ? excluded : [])];
  return isUnknown(overrides) || named.some((each) => text(at(each, 'Name')) === 'SizeRestrictions_BODY' && at(each, 'ActionToUse', 'Block') === undefined);
}
