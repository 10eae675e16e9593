import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketPublicAccessBlocked: Rule = {
  id: 'S3BucketPublicAccessBlocked',
  title: 'bucket blocks public access in all four ways',
  why: 'one access control list or policy too many would publish the data',
  fix: 'set all four members of PublicAccessBlockConfiguration to true',
  severity: 'error',
  controls: ['DAT-04'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => every([
    'BlockPublicAcls',
    'BlockPublicPolicy',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
  ].map((name) => property(bucket, ['PublicAccessBlockConfiguration', name], isTrue()))),
};
