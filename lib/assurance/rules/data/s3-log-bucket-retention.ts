import { skip } from '../outcome';
import type { Rule } from '../rule';
import { lockedFor, takesAccessLogs, takesLogs } from './buckets';
import { isTemporary } from './databases';

export const s3LogBucketRetention: Rule = {
  id: 'S3LogBucketRetention',
  title: 'logs that services deliver stay locked for half a year or more',
  why: 'providers of high-risk AI systems keep logs for six months; an attacker has that long to remove traces',
  fix: 'set a default retention of at least 180 days on the bucket that takes trails and logs',
  severity: 'warning',
  controls: ['DAT-06', 'LOG-04'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => {
    if (!takesLogs(bucket, context) || takesAccessLogs(bucket, context)) return skip('NoLogsDelivered');
    // what goes with its stack is there for trying things out
    return lockedFor(bucket, isTemporary(bucket) ? 1 : 180);
  },
};
