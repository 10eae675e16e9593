import { skip } from '../outcome';
import type { Rule } from '../rule';
import { dropsObjects, takesLogs } from './buckets';
import { someItem } from './some';

export const s3LogBucketExpires: Rule = {
  id: 'S3LogBucketExpires',
  title: 'logs that services deliver have an end',
  why: 'logs hold addresses and names of people, which must not be kept for ever',
  fix: 'add an enabled lifecycle rule with ExpirationInDays',
  severity: 'warning',
  controls: ['DAT-12'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => (takesLogs(bucket, context)
    ? someItem(bucket, ['LifecycleConfiguration', 'Rules'], dropsObjects, 'a rule that expires objects')
    : skip('NoLogsDelivered')),
};
