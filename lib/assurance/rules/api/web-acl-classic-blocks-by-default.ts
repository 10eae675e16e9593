import { noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const webAclClassicBlocksByDefault: Rule = {
  id: 'WebAclClassicBlocksByDefault',
  title: 'web ACL of WAF Classic does not allow what no rule matches',
  why: 'WAF Classic has no managed rules: what its few rules miss would pass',
  fix: 'set the default action to BLOCK, or move to WAFv2',
  severity: 'error',
  controls: ['API-03'],
  types: ['AWS::WAF::WebACL', 'AWS::WAFRegional::WebACL'],
  check: (acl) => property(acl, ['DefaultAction', 'Type'], noneOf(['ALLOW'], 'no')),
};
