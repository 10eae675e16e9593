import { every } from '../outcome';
import type { Rule } from '../rule';
import { refusedOutright } from './bucket-policies';

const GUARDED: { readonly [code: string]: { readonly actions: readonly string[]; readonly below: boolean } } = {
  VersionsMayBeDeleted: { actions: ['s3:DeleteObjectVersion', 's3:BypassGovernanceRetention'], below: true },
  PolicyMayBeChanged: { actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'], below: false },
  BucketMayBeDeleted: { actions: ['s3:DeleteBucket'], below: false },
  ProtectionMayBeChanged: {
    actions: [
      's3:PutBucketAcl', 's3:PutBucketLogging', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketOwnershipControls', 's3:PutBucketPublicAccessBlock', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration',
    ],
    below: false,
  },
};

export const s3BucketGuardedFromInsiders: Rule = {
  id: 'S3BucketGuardedFromInsiders',
  title: 'protection of the bucket is lifted by named roles only',
  why: 'whoever gets hold of any role with wide S3 permissions would delete versions, policy and retention first',
  fix: 'deny deletion of versions and changes of policy and protection to all but the deployment role',
  severity: 'warning',
  controls: ['DAT-06', 'IAM-03'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => every(Object.entries(GUARDED).map(([code, { actions, below }]) => refusedOutright(bucket, context, 'insider', actions, below, code))),
};
