import { noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const memoryDbAuthenticates: Rule = {
  id: 'MemoryDbAuthenticates',
  title: 'memory database knows its users',
  why: 'open-access lets everybody who reaches it do everything',
  fix: 'name an ACL other than open-access',
  severity: 'error',
  controls: ['DAT-08', 'DAT-09'],
  types: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => property(cluster, ['ACLName'], noneOf(['open-access'], 'no')),
};
