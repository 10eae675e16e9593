import type { Rule } from '../rule';
import { dropsUnfinishedUploads } from './buckets';
import { someItem } from './some';

export const s3BucketDropsUnfinishedUploads: Rule = {
  id: 'S3BucketDropsUnfinishedUploads',
  title: 'parts of uploads that were never finished go',
  why: 'they are kept, and paid for, unseen by any listing',
  fix: 'add an enabled lifecycle rule with AbortIncompleteMultipartUpload',
  severity: 'warning',
  controls: ['DAT-12'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => someItem(bucket, ['LifecycleConfiguration', 'Rules'], dropsUnfinishedUploads, 'a rule that aborts unfinished uploads'),
};
