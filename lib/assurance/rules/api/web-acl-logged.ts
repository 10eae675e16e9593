import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { guarded, referrers } from '../network/references';
import { WEB_ACL } from './web-acl';

export const webAclLogged: Rule = {
  id: 'WebAclLogged',
  title: 'web ACL records its decisions',
  why: 'without them nobody sees what was blocked, nor what should have been',
  fix: 'add an AWS::WAFv2::LoggingConfiguration with a destination',
  severity: 'error',
  controls: ['API-03', 'LOG-05'],
  types: [WEB_ACL],
  check: (acl, context) => guarded(referrers(context, acl, ['AWS::WAFv2::LoggingConfiguration'], 'ResourceArn'), (logging) => property(logging, ['LogDestinationConfigs'], PRESENT), { because: [{ code: 'NoLogging' }] }),
};
