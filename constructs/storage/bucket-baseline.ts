import { Aws, Duration, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { acknowledge, finding } from '../core/acknowledge';
import type { MinimumTls } from './bucket-perimeter';
import * as policy from './bucket-policy';

/** What every bucket of the platform has, whatever encrypts it. Stated in full: no feature flag of the user's app decides any of it. */
export function baselineProps(removalPolicy: RemovalPolicy, noncurrentVersionExpiration: Duration, rules: s3.LifecycleRule[] = []): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C],
    versioned: true,
    removalPolicy,
    lifecycleRules: [
      { id: 'AbortUnfinishedUploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      { id: 'ExpireNoncurrentVersions', noncurrentVersionExpiration, expiredObjectDeleteMarker: true },
      ...rules,
    ],
  };
}

/** The role under which CloudFormation deploys for the CDK's bootstrap, in this account and region, whatever the bootstrap's qualifier. */
export function defaultAdministrators(bucket: s3.Bucket): string[] {
  return [Stack.of(bucket).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `cdk-*-cfn-exec-role-${Aws.ACCOUNT_ID}-${Aws.REGION}` })];
}

/** What the policy of every bucket of the platform refuses. */
export interface Protection {
  /** Oldest TLS version. */
  readonly minimumTls: MinimumTls;
  /** Who may change and delete the bucket and its versions. */
  readonly administratorArns: string[];
  /** The role that empties the bucket when the stack goes: it may delete versions and stop further writes by the policy, nothing else. */
  readonly emptierArns: string[];
}

/** Adds the statements that every bucket of the platform has. */
export function protect(bucket: s3.Bucket, { minimumTls, administratorArns, emptierArns }: Protection): void {
  const target = { bucketArn: bucket.bucketArn, objectsArn: bucket.arnForObjects('*') };
  bucket.addToResourcePolicy(policy.denyPlainHttp(target));
  bucket.addToResourcePolicy(policy.denyOldTls(target, minimumTls));
  bucket.addToResourcePolicy(policy.denyPolicyChange(target, [...administratorArns, ...emptierArns]));
  bucket.addToResourcePolicy(policy.denyBucketDeletion(target, administratorArns));
  bucket.addToResourcePolicy(policy.denyProtectionChange(target, administratorArns));
  bucket.addToResourcePolicy(policy.denyVersionDeletion(target, [...administratorArns, ...emptierArns]));
}

/** A bucket that outlives its stack keeps its policy too; CloudFormation would otherwise delete the policy alone and leave the data unguarded. */
export function keepPolicyWithBucket(bucket: s3.Bucket, removalPolicy: RemovalPolicy): void {
  bucket.policy?.applyRemovalPolicy(removalPolicy);
}

/**
 * Turns server access logging on, at the CloudFormation resource: the CDK's own way writes an ACL or a statement that names the source into the
 * target, depending on a feature flag, and makes two stacks refer to each other when the target lies in another one.
 */
export function logTo(bucket: s3.Bucket, target: s3.IBucket, prefix = `${bucket.node.path}/`): void {
  cfnBucket(bucket).loggingConfiguration = { destinationBucketName: target.bucketName, logFilePrefix: prefix };
  if (target.policy !== undefined) cfnBucket(bucket).node.addDependency(target.policy);
}

/** The CloudFormation resource of a bucket. */
export function cfnBucket(bucket: s3.Bucket): s3.CfnBucket {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) throw new TypeError(`${bucket.node.path} has no AWS::S3::Bucket`);
  return resource;
}

/** Replication is not offered: see the reason. */
export function acknowledgeNoReplication(bucket: s3.Bucket): void {
  acknowledge(bucket, {
    findings: [finding('Nist', 'S3BucketReplicationEnabled'), finding('Hipaa', 'S3BucketReplicationEnabled')],
    reason: 'S3 keeps every object in three zones and versions guard against deletion; a copy in another region would carry the data out of the region that its owner chose',
    expires: '2027-11-30',
  });
}
