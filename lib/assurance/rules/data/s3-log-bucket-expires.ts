import { skip } from '../outcome';
import type { Rule } from '../rule';
import { when } from '../network/told';
import { dropsObjects, takesLogs } from './buckets';
import { isTemporary } from './databases';
import { someItem } from './some';

export const s3LogBucketExpires: Rule = {
  id: 'S3LogBucketExpires',
  title: 'logs that services deliver are kept long enough, and not for ever',
  why: 'a break-in is found out after months; but logs hold addresses and names of people',
  fix: 'add an enabled lifecycle rule with ExpirationInDays, of 180 or more for logs that are kept',
  severity: 'warning',
  controls: ['DAT-12', 'LOG-03'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => {
    const least = isTemporary(bucket) ? 30 : 180;
    const wanted = `a rule that expires objects after ${least} days or more`;
    return when(takesLogs(bucket, context), () => someItem(bucket, ['LifecycleConfiguration', 'Rules'], (rule) => dropsObjects(rule, least), wanted), skip('NoLogsDelivered'), { code: 'PerhapsLogsDelivered' });
  },
};
