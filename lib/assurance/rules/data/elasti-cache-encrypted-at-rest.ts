import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const elastiCacheEncryptedAtRest: Rule = {
  id: 'ElastiCacheEncryptedAtRest',
  title: 'cache encrypts at rest',
  why: 'prompts and sessions rest in snapshots and on disks',
  fix: 'set AtRestEncryptionEnabled to true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::ElastiCache::ReplicationGroup'],
  check: (cache) => property(cache, ['AtRestEncryptionEnabled'], isTrue()),
};
