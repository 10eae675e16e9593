import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const memoryDbForcesTls: Rule = {
  id: 'MemoryDbForcesTls',
  title: 'memory database speaks TLS',
  why: 'vectors and sessions pass between service and cluster',
  fix: 'leave TLSEnabled on',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => property(cluster, ['TLSEnabled'], isTrue('yes')),
};
