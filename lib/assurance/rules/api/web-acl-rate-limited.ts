import { at, isUnknown } from '../../template';
import { any } from '../../iam/trilean';
import { decided } from '../outcome';
import type { Rule } from '../rule';
import { told } from '../network/told';
import { stops, WEB_ACL, withRules } from './web-acl';

export const webAclRateLimited: Rule = {
  id: 'WebAclRateLimited',
  title: 'web ACL limits the rate of each address',
  why: 'a flood from one place costs model time until somebody notices',
  fix: 'add a rule with a RateBasedStatement by IP (or FORWARDED_IP) and Action Block',
  severity: 'error',
  controls: ['API-02', 'API-03'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => decided(any(rules.map((rule) => {
    const statement = at(rule.value, 'Statement', 'RateBasedStatement');
    const kind = told(at(statement, 'AggregateKeyType'));
    if (isUnknown(kind)) return 'unknown';
    return statement !== undefined && (kind === undefined || kind === 'IP' || kind === 'FORWARDED_IP') ? stops(rule) : 'no';
  })), { path: ['Rules'], because: [{ code: 'NoRateRule' }] }, { code: 'ActionNotKnown' })),
};
