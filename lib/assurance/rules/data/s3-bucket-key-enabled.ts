import { isTrue, oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketKeyEnabled: Rule = {
  id: 'S3BucketKeyEnabled',
  title: 'bucket takes data keys from a bucket key',
  why: 'each object asking KMS for a key of its own costs requests and runs into their limit',
  fix: 'set BucketKeyEnabled to true',
  severity: 'warning',
  controls: ['DAT-01'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => {
    const first = ['BucketEncryption', 'ServerSideEncryptionConfiguration', 0];
    const algorithm = property(bucket, [...first, 'ServerSideEncryptionByDefault', 'SSEAlgorithm'], oneOf(['aws:kms']));
    return algorithm.kind === 'fail' ? skip('NoKmsKey') : property(bucket, [...first, 'BucketKeyEnabled'], isTrue());
  },
};
