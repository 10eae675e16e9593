import { noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketAclNotPublic: Rule = {
  id: 'S3BucketAclNotPublic',
  title: 'access control list of the bucket grants nothing to everybody',
  why: 'a list for everybody, or for everybody with an AWS account, publishes the bucket',
  fix: 'remove AccessControl',
  severity: 'error',
  controls: ['DAT-04'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => property(bucket, ['AccessControl'], noneOf(['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'])),
};
