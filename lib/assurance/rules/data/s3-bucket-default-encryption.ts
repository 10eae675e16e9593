import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketDefaultEncryption: Rule = {
  id: 'S3BucketDefaultEncryption',
  title: 'bucket says how it encrypts what comes without instructions',
  why: 'a bucket that leaves encryption to defaults changes with them',
  fix: 'set BucketEncryption with one ServerSideEncryptionByDefault',
  severity: 'error',
  controls: ['DAT-01'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => property(bucket, [
    'BucketEncryption',
    'ServerSideEncryptionConfiguration',
    0,
    'ServerSideEncryptionByDefault',
    'SSEAlgorithm',
  ], oneOf(['aws:kms', 'aws:kms:dsse', 'AES256'])),
};
