import { isUnknown } from '../../template';
import { every, type Expectation, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

const ARN: Expectation = { wanted: 'ARN of a log group', accepts: (value) => (typeof value === 'string' ? PRESENT.accepts(value) : isUnknown(value) ? 'unknown' : 'no') };

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
    property(domain, ['LogPublishingOptions', 'ES_APPLICATION_LOGS', 'CloudWatchLogsLogGroupArn'], ARN),
  ]),
};
