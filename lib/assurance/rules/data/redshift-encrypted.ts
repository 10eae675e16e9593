import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const redshiftEncrypted: Rule = {
  id: 'RedshiftEncrypted',
  title: 'warehouse encrypts its storage',
  why: 'disks and snapshots hold everything',
  fix: 'set Encrypted to true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Redshift::Cluster'],
  check: (cluster) => property(cluster, ['Encrypted'], isTrue()),
};
