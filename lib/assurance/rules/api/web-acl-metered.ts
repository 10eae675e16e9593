import { every, isTrue, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { WEB_ACL, withRules } from './web-acl';

const PATH = ['VisibilityConfig', 'CloudWatchMetricsEnabled'];

export const webAclMetered: Rule = {
  id: 'WebAclMetered',
  title: 'web ACL counts what each of its rules matches',
  why: 'an alarm on blocked requests needs a number to watch',
  fix: 'set CloudWatchMetricsEnabled to true in every VisibilityConfig',
  severity: 'warning',
  controls: ['API-03'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => every([property(acl, PATH, isTrue()), ...rules.map((rule) => valueAt(rule.value, PATH, isTrue(), rule.path))])),
};
