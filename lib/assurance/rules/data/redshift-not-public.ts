import { isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const redshiftNotPublic: Rule = {
  id: 'RedshiftNotPublic',
  title: 'warehouse has no public address',
  why: 'a warehouse on the internet is tried within minutes',
  fix: 'set PubliclyAccessible to false',
  severity: 'error',
  controls: ['DAT-04'],
  types: ['AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Workgroup'],
  check: (cluster) => property(cluster, ['PubliclyAccessible'], isFalse('yes')),
};
