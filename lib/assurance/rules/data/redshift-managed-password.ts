import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const redshiftManagedPassword: Rule = {
  id: 'RedshiftManagedPassword',
  title: 'password of the master user is managed by Redshift',
  why: 'it is made, kept and rotated without anybody seeing it',
  fix: 'set ManageMasterPassword to true',
  severity: 'warning',
  controls: ['DAT-08', 'IAM-10'],
  types: ['AWS::Redshift::Cluster'],
  check: (cluster) => property(cluster, ['ManageMasterPassword'], isTrue()),
};
