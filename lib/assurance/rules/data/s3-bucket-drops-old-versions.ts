import { oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { dropsOldVersions } from './buckets';
import { someItem } from './some';

export const s3BucketDropsOldVersions: Rule = {
  id: 'S3BucketDropsOldVersions',
  title: 'versions that were replaced or deleted go after a while',
  why: 'deleted data that stays on as a version is not deleted; erasure must end',
  fix: 'add an enabled lifecycle rule with NoncurrentVersionExpiration',
  severity: 'warning',
  controls: ['DAT-12'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => {
    const versioned = property(bucket, ['VersioningConfiguration', 'Status'], oneOf(['Enabled', 'Suspended']));
    if (versioned.kind === 'fail') return skip('NotVersioned');
    return someItem(bucket, ['LifecycleConfiguration', 'Rules'], dropsOldVersions, 'a rule that expires noncurrent versions');
  },
};
