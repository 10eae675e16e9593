import { every, oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { takesAccessLogs } from './buckets';
import { keyAt } from './customer-key';

const DEFAULT = ['BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'ServerSideEncryptionByDefault'];

export const s3BucketDefaultEncryptionCustomerKey: Rule = {
  id: 'S3BucketDefaultEncryptionCustomerKey',
  title: 'bucket encrypts with a key of the customer by default',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts; objects uploaded without instructions take the default",
  fix: 'set SSEAlgorithm aws:kms and KMSMasterKeyID to a key of yours',
  severity: 'error',
  controls: ['DAT-01'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => {
    const algorithm = property(bucket, [...DEFAULT, 'SSEAlgorithm'], oneOf(['aws:kms', 'aws:kms:dsse']));
    // server access logs can only be delivered under keys of S3
    if (algorithm.kind !== 'pass' && takesAccessLogs(bucket, context) === 'yes') return property(bucket, [...DEFAULT, 'SSEAlgorithm'], oneOf(['AES256']));
    return every([algorithm, keyAt(bucket, context, ...DEFAULT, 'KMSMasterKeyID')]);
  },
};
