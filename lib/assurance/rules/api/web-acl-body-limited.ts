import { at, isUnknown, list, type Value } from '../../template';
import { all, any, not, type Trilean } from '../../iam/trilean';
import { decided, trilean } from '../outcome';
import type { Rule } from '../rule';
import { isWord, told } from '../network/told';
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
  const managed = managedGroup(rule)?.name === 'AWSManagedRulesCommonRuleSet' ? not(overridden(rule)) : 'no';
  return all([any([managed, own]), stops(rule)]);
}

/** A larger body than the firewall reads must count as a match: CONTINUE and NO_MATCH judge the part that was read. */
function limitsBody(statement: Value): Trilean {
  const body = at(statement, 'FieldToMatch', 'Body') ?? at(statement, 'FieldToMatch', 'JsonBody');
  const [operator, oversize] = [told(at(statement, 'ComparisonOperator')), told(at(body, 'OversizeHandling'))];
  if (body === undefined) return 'no';
  if (isUnknown(operator) || isUnknown(oversize)) return 'unknown';
  return trilean((operator === 'GT' || operator === 'GE') && oversize === 'MATCH');
}

/** Whether the rule of the managed group that limits bodies is set to something other than blocking. */
function overridden(rule: AclRule): Trilean {
  const [overrides, excluded] = ['RuleActionOverrides', 'ExcludedRules'].map((name) => list(at(rule.value, 'Statement', 'ManagedRuleGroupStatement', name)));
  if (isUnknown(overrides) || isUnknown(excluded)) return 'unknown';
  return any([...overrides ?? [], ...excluded ?? []].map((each) => {
    const blocks = at(each, 'ActionToUse', 'Block');
    return all([isWord(at(each, 'Name'), 'SizeRestrictions_BODY'), isUnknown(blocks) ? 'unknown' : trilean(blocks === undefined)]);
  }));
}
