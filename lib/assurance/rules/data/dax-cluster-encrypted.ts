import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const daxClusterEncrypted: Rule = {
  id: 'DaxClusterEncrypted',
  title: 'cache of tables encrypts at rest and on the way',
  why: 'it holds copies of what the table holds',
  fix: 'set SSESpecification.SSEEnabled and ClusterEndpointEncryptionType TLS',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::DAX::Cluster'],
  check: (cluster) => property(cluster, ['SSESpecification', 'SSEEnabled'], isTrue()),
};
