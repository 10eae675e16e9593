import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { managedGroup, statements, stops, WEB_ACL, withRules } from './web-acl';

/** What every API wants: exploits of all kinds, inputs that are known to be bad, and senders that are known to be. */
const WANTED = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAmazonIpReputationList'];

export const webAclManagedRules: Rule = {
  id: 'WebAclManagedRules',
  title: 'web ACL runs the managed rules for common exploits, known bad inputs and bad senders',
  why: 'rules of one\'s own do not keep up with what is attacked this week',
  fix: `add ${WANTED.join(', ')} with OverrideAction None`,
  severity: 'error',
  controls: ['API-03'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => every(WANTED.map((name) => {
    const found = rules.filter((rule) => managedGroup(rule)?.vendor === 'AWS' && managedGroup(rule)?.name === name).map(stops);
    if (found.includes('yes')) return PASS;
    const elsewhere = found.includes('unknown') || rules.some((rule) => managedGroup(rule)?.vendor === 'AWS' && managedGroup(rule)?.name === undefined) || rules.some((rule) => statements(rule, 'RuleGroupReferenceStatement').length > 0);
    return elsewhere ? unknownOutcome({ code: 'RuleGroupOutside', wanted: name }) : fail({ id: name, path: ['Rules'], because: [{ code: 'ManagedRulesMissing', group: name }] });
  }))),
};
