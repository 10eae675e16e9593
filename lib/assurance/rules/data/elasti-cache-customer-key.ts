import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const elastiCacheCustomerKey: Rule = {
  id: 'ElastiCacheCustomerKey',
  title: 'cache encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KmsKeyId to a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::ServerlessCache'],
  check: (cache, context) => keyAt(cache, context, 'KmsKeyId'),
};
