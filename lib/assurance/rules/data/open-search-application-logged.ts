import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';
import { LOG_GROUP_ARN } from './log-group-arn';

export const openSearchApplicationLogged: Rule = {
  id: 'OpenSearchApplicationLogged',
  title: 'search domain logs its errors',
  why: 'failures and attacks show there first',
  fix: 'publish ES_APPLICATION_LOGS to a log group',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => every([
    property(domain, ['LogPublishingOptions', 'ES_APPLICATION_LOGS', 'Enabled'], isTrue()),
    property(domain, ['LogPublishingOptions', 'ES_APPLICATION_LOGS', 'CloudWatchLogsLogGroupArn'], LOG_GROUP_ARN),
  ]),
};
