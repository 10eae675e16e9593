import { either, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const redshiftAudited: Rule = {
  id: 'RedshiftAudited',
  title: 'warehouse records connections and activity',
  why: 'without audit, access leaves no trace',
  fix: 'set LoggingProperties',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::Redshift::Cluster'],
  check: (cluster) => either([
    property(cluster, ['LoggingProperties', 'BucketName'], PRESENT),
    property(cluster, ['LoggingProperties', 'LogDestinationType'], oneOf(['cloudwatch'])),
  ]),
};
