import { at } from '../../template';
import { oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { isTemporary } from './databases';

export const s3BucketLockNobodyLifts: Rule = {
  id: 'S3BucketLockNobodyLifts',
  title: 'retention of locked objects can be lifted by nobody',
  why: 'in governance mode whoever holds s3:BypassGovernanceRetention deletes evidence and models all the same',
  fix: 'set Mode to COMPLIANCE',
  severity: 'error',
  controls: ['DAT-06'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => (at(bucket.properties, 'ObjectLockConfiguration', 'Rule') === undefined ? skip('NotLocked')
    : isTemporary(bucket) ? property(bucket, ['ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode'], oneOf(['COMPLIANCE', 'GOVERNANCE']))
    : property(bucket, ['ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode'], oneOf(['COMPLIANCE']))),
};
