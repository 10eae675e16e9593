import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const neptuneIamAuthentication: Rule = {
  id: 'NeptuneIamAuthentication',
  title: 'graph database takes IAM identities',
  why: 'whoever reaches it could do everything',
  fix: 'set IamAuthEnabled to true',
  severity: 'error',
  controls: ['DAT-08', 'IAM-10'],
  types: ['AWS::Neptune::DBCluster'],
  check: (cluster) => property(cluster, ['IamAuthEnabled'], isTrue()),
};
