import { oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { someItem, verdictOf } from './some';

export const s3BucketBlocksCustomerProvidedKeys: Rule = {
  id: 'S3BucketBlocksCustomerProvidedKeys',
  title: 'bucket refuses keys that come with the request',
  why: 'what somebody encrypts with a key that only they hold is lost to everybody else, ransom included',
  fix: 'add SSE-C to BlockedEncryptionTypes',
  severity: 'warning',
  controls: ['DAT-01'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => {
    const path = ['BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'BlockedEncryptionTypes', 'EncryptionType'];
    return someItem(bucket, path, (item) => verdictOf(valueAt(item, [], oneOf(['SSE-C']))), 'SSE-C');
  },
};
