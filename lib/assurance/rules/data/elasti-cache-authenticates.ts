import { either, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const elastiCacheAuthenticates: Rule = {
  id: 'ElastiCacheAuthenticates',
  title: 'cache knows its users',
  why: 'whoever reaches it could read every session',
  fix: 'set UserGroupIds, or AuthToken from a secret',
  severity: 'warning',
  controls: ['DAT-08', 'DAT-09'],
  types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::ServerlessCache'],
  check: (cache) => (cache.type === 'AWS::ElastiCache::ServerlessCache'
    ? property(cache, ['UserGroupId'], PRESENT)
    : either([property(cache, ['UserGroupIds'], PRESENT), property(cache, ['AuthToken'], PRESENT)])),
};
