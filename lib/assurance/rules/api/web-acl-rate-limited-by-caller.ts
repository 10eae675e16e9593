import { at, isUnknown } from '../../template';
import { any } from '../../iam/trilean';
import { decided } from '../outcome';
import type { Rule } from '../rule';
import { told } from '../network/told';
import { stops, WEB_ACL, withRules } from './web-acl';

export const webAclRateLimitedByCaller: Rule = {
  id: 'WebAclRateLimitedByCaller',
  title: 'web ACL limits the rate of each caller, wherever it calls from',
  why: 'one token used from a thousand addresses stays below every limit by address',
  fix: 'add a rule with a RateBasedStatement by CUSTOM_KEYS, such as the authorization header, and Action Block',
  severity: 'warning',
  controls: ['API-02', 'API-03'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => decided(any(rules.map((rule) => {
    const kind = told(at(rule.value, 'Statement', 'RateBasedStatement', 'AggregateKeyType'));
    return isUnknown(kind) ? 'unknown' : kind === 'CUSTOM_KEYS' ? stops(rule) : 'no';
  })), { path: ['Rules'], because: [{ code: 'NoRateRuleByCaller' }] }, { code: 'ActionNotKnown' })),
};
