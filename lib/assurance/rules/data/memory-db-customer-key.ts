import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const memoryDbCustomerKey: Rule = {
  id: 'MemoryDbCustomerKey',
  title: 'memory database encrypts with a key of the customer',
  why: 'vectors and sessions rest in its log and snapshots',
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::MemoryDB::Cluster'],
  check: (cluster, context) => keyAt(cluster, context, 'KmsKeyId'),
};
