import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const daxClusterForcesTls: Rule = {
  id: 'DaxClusterForcesTls',
  title: 'cache of tables refuses connections without TLS',
  why: 'rows pass between service and cache',
  fix: 'set ClusterEndpointEncryptionType to TLS',
  severity: 'warning',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::DAX::Cluster'],
  check: (cluster) => property(cluster, ['ClusterEndpointEncryptionType'], oneOf(['TLS'])),
};
