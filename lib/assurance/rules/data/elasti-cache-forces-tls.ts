import { every, isTrue, noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const elastiCacheForcesTls: Rule = {
  id: 'ElastiCacheForcesTls',
  title: 'cache speaks TLS',
  why: 'prompts and sessions pass between service and cache',
  fix: 'set TransitEncryptionEnabled to true, and TransitEncryptionMode not to preferred',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::ElastiCache::ReplicationGroup'],
  check: (cache) => every([property(cache, ['TransitEncryptionEnabled'], isTrue()), property(cache, ['TransitEncryptionMode'], noneOf(['preferred']))]),
};
