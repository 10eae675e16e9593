import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketOwnerEnforced: Rule = {
  id: 'S3BucketOwnerEnforced',
  title: 'bucket owner owns every object',
  why: 'access control lists grant past the bucket policy, and objects of foreign owners cannot be governed',
  fix: 'set ObjectOwnership to BucketOwnerEnforced',
  severity: 'error',
  controls: ['DAT-04'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => property(bucket, ['OwnershipControls', 'Rules', 0, 'ObjectOwnership'], oneOf(['BucketOwnerEnforced'])),
};
