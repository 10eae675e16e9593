import { either, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const mskClusterLogged: Rule = {
  id: 'MskClusterLogged',
  title: 'brokers send their logs',
  why: 'refused clients show there first',
  fix: 'set LoggingInfo.BrokerLogs',
  severity: 'warning',
  controls: ['LOG-01'],
  types: ['AWS::MSK::Cluster'],
  check: (cluster) => either(['CloudWatchLogs', 'S3', 'Firehose'].map((kind) => property(cluster, ['LoggingInfo', 'BrokerLogs', kind, 'Enabled'], isTrue()))),
};
