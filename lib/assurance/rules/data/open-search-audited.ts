import { isUnknown } from '../../template';
import { every, type Expectation, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

const ARN: Expectation = { wanted: 'ARN of a log group', accepts: (value) => (typeof value === 'string' ? PRESENT.accepts(value) : isUnknown(value) ? 'unknown' : 'no') };

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
    property(domain, ['LogPublishingOptions', 'AUDIT_LOGS', 'CloudWatchLogsLogGroupArn'], ARN),
  ]),
};
