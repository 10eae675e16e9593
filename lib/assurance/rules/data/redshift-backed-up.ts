import { atLeast, property } from '../outcome';
import type { Rule } from '../rule';

export const redshiftBackedUp: Rule = {
  id: 'RedshiftBackedUp',
  title: 'warehouse is backed up',
  why: 'what is poisoned or deleted can be had back',
  fix: 'leave AutomatedSnapshotRetentionPeriod above 0',
  severity: 'error',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::Redshift::Cluster'],
  check: (cluster) => property(cluster, ['AutomatedSnapshotRetentionPeriod'], atLeast(1, 'yes')),
};
