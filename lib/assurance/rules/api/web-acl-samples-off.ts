import { every, isFalse, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { WEB_ACL, withRules } from './web-acl';

const PATH = ['VisibilityConfig', 'SampledRequestsEnabled'];

export const webAclSamplesOff: Rule = {
  id: 'WebAclSamplesOff',
  title: 'web ACL keeps no samples of requests',
  why: 'sampled requests lie for three hours, headers and all, before everyone who may look at the console',
  fix: 'set SampledRequestsEnabled to false in every VisibilityConfig; the log tells the same with credentials left out',
  severity: 'warning',
  controls: ['API-03', 'LOG-02'],
  types: [WEB_ACL],
  check: (acl) => withRules(acl, (rules) => every([property(acl, PATH, isFalse()), ...rules.map((rule) => valueAt(rule.value, PATH, isFalse(), rule.path))])),
};
