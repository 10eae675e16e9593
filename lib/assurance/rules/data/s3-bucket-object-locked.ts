import { at } from '../../template';
import { skip } from '../outcome';
import type { Rule } from '../rule';
import { lockedFor, takesAccessLogs } from './buckets';
import { isTemporary } from './databases';

export const s3BucketObjectLocked: Rule = {
  id: 'S3BucketObjectLocked',
  title: 'objects cannot be deleted for a while after they were written',
  why: 'versions protect from overwriting; only a lock protects from whoever may delete versions',
  fix: 'set ObjectLockEnabled and a default retention, or say why the data can be made again',
  severity: 'warning',
  controls: ['DAT-06', 'DAT-11'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => {
    if (takesAccessLogs(bucket, context) === 'yes') return skip('AccessLogsCannotBeLocked');
    const untouched = at(bucket.properties, 'ObjectLockEnabled') === undefined && at(bucket.properties, 'ObjectLockConfiguration') === undefined;
    return untouched && isTemporary(bucket) ? skip('MeantToBeDeleted') : lockedFor(bucket, 1);
  },
};
