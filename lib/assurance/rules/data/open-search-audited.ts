import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';
import { LOG_GROUP_ARN } from './log-group-arn';

export const openSearchAudited: Rule = {
  id: 'OpenSearchAudited',
  title: 'search domain records who read what',
  why: 'without audit, access to documents leaves no trace',
  fix: 'publish AUDIT_LOGS to a log group',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => every([
    property(domain, ['LogPublishingOptions', 'AUDIT_LOGS', 'Enabled'], isTrue()),
    property(domain, ['LogPublishingOptions', 'AUDIT_LOGS', 'CloudWatchLogsLogGroupArn'], LOG_GROUP_ARN),
  ]),
};
