import { Aws, Duration, RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';
import { recordWeakening } from '../core/justification';
import { AccessLogBucket } from './access-log-bucket';
import { BucketEmptier } from './bucket-emptier';
import { ForwardedRequests, HeaderlessUploads, MinimumTls, perimeterProblems, type BucketPerimeter } from './bucket-perimeter';
import * as policy from './bucket-policy';
import { acknowledgeNoReplication, baselineProps, cfnBucket, defaultAdministrators, keepPolicyWithBucket, logTo, protect } from './bucket-baseline';

/** What every guarded bucket may be told. */
export interface SecureBucketOptions {
  /** Customer key that encrypts every object. Its key policy must let the account's IAM decide (the keys of DataKeys do). */
  readonly encryptionKey: kms.IKey;
  /** Oldest TLS version a client may speak. @default MinimumTls.V1_2 */
  readonly minimumTls?: MinimumTls;
  /** What happens to uploads that name no encryption. @default HeaderlessUploads.ALLOW_DEFAULT_ENCRYPTED */
  readonly headerlessUploads?: HeaderlessUploads;
  /** From where, and by whom, objects may be reached. @default - from anywhere, by principals of the bucket's own account */
  readonly perimeter?: BucketPerimeter;
  /**
   * ARNs of roles and users that may change the bucket's policy and protection, delete the bucket and delete versions. They replace the default,
   * so name the role that deploys the stack among them.
   * @default - the execution role of the CDK bootstrap in this account and region
   */
  readonly administratorArns?: string[];
  /** Locks every new version (write once, read many) for this long, in governance or compliance mode. Cannot be turned off later. @default - not locked */
  readonly objectLock?: s3.ObjectLockRetention;
  /** Bucket that receives the server access logs: an AccessLogBucket, or one whose policy admits logging.s3.amazonaws.com. @default - an AccessLogBucket of its own */
  readonly serverAccessLogsBucket?: s3.IBucket;
  /** Key prefix of the server access logs. @default - the construct's path in the tree */
  readonly serverAccessLogsPrefix?: string;
  /** Further lifecycle rules. @default - unfinished uploads go after 7 days, old versions after `noncurrentVersionExpiration` */
  readonly lifecycleRules?: s3.LifecycleRule[];
  /** What happens when the bucket leaves the stack: RETAIN keeps it with its policy, DESTROY empties and deletes it. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Key of the log group of the function that empties the bucket (DESTROY only); its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/** Properties of a SecureBucket. */
export interface SecureBucketProps extends SecureBucketOptions {
  /** How long versions are kept after they were replaced or deleted, in whole days. @default Duration.days(90), or the lock's retention where that is longer */
  readonly noncurrentVersionExpiration?: Duration;
  /** Sends every event of the bucket to EventBridge. @default false */
  readonly eventBridgeEnabled?: boolean;
}

/**
 * A bucket as the platform has it: customer key, versions, no public access, no ACLs, TLS only, access logs, and a policy that refuses wrong encryption,
 * foreign accounts, requests from outside the perimeter and changes to any of this.
 */
export class SecureBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    throwProblems(propProblems(props, `${scope.node.path}/${id}`));
    super(scope, id, {
      ...baselineProps(removalPolicy, props.noncurrentVersionExpiration ?? noncurrentDefault(props.objectLock), props.lifecycleRules),
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: props.encryptionKey,
      bucketKeyEnabled: true,
      objectLockEnabled: props.objectLock === undefined ? undefined : true,
      objectLockDefaultRetention: props.objectLock,
    });
    // Set at the resource, which has it: the CDK's own property brings a function with an inline policy into the stack that sets it by an API call.
    if (props.eventBridgeEnabled === true) cfnBucket(this).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };

    const administrators = props.administratorArns ?? defaultAdministrators(this);
    const emptierArns = removalPolicy === RemovalPolicy.DESTROY ? [BucketEmptier.of(this).roleArn] : [];
    protect(this, { minimumTls: props.minimumTls ?? MinimumTls.V1_2, administratorArns: administrators, emptierArns });
    this.denyWrongEncryption(props, administrators);
    this.denyOutsidePerimeter(props.perimeter ?? {}, emptierArns, administrators);

    logTo(this, props.serverAccessLogsBucket ?? new AccessLogBucket(this, 'AccessLogs', {
      minimumTls: props.minimumTls,
      administratorArns: props.administratorArns,
      removalPolicy,
      logEncryptionKey: props.logEncryptionKey,
    }), props.serverAccessLogsPrefix);
    keepPolicyWithBucket(this, removalPolicy);
    acknowledgeNoReplication(this);
    if (removalPolicy === RemovalPolicy.DESTROY) {
      BucketEmptier.of(this).empty(this, { bypassGovernance: props.objectLock?.mode === s3.ObjectLockMode.GOVERNANCE, logEncryptionKey: props.logEncryptionKey });
    }
  }

  private denyWrongEncryption(props: SecureBucketProps, administrators: string[]): void {
    const target = { bucketArn: this.bucketArn, objectsArn: this.arnForObjects('*') };
    this.addToResourcePolicy(policy.denyWrongAlgorithm(target));
    this.addToResourcePolicy(policy.denyForeignKey(target, props.encryptionKey.keyArn));
    this.addToResourcePolicy(policy.denyMissingKeyId(target));
    this.addToResourcePolicy(policy.denyCustomerProvidedKey(target));
    this.addToResourcePolicy(policy.denyReencryption(target, administrators));
    if (props.headerlessUploads === HeaderlessUploads.DENY) this.addToResourcePolicy(policy.denyHeaderlessUpload(target));
  }

  private denyOutsidePerimeter(perimeter: BucketPerimeter, emptierArns: string[], administrators: string[]): void {
    const target = { bucketArn: this.bucketArn, objectsArn: this.arnForObjects('*') };
    const exempt = [...(perimeter.exemptPrincipalArns ?? []), ...emptierArns];
    this.addToResourcePolicy(policy.denyForeignAccounts(target, [Aws.ACCOUNT_ID, ...(perimeter.trustedAccounts?.accountIds ?? [])]));
    if (perimeter.trustedAccounts !== undefined) recordWeakening(this, 'BucketTrustsOtherAccounts', perimeter.trustedAccounts.justification);
    if (perimeter.organizationId !== undefined) this.addToResourcePolicy(policy.denyOutsideOrganization(target, perimeter.organizationId, exempt));
    if (perimeter.vpcEndpointIds !== undefined) {
      const forwarded = perimeter.forwardedRequests ?? ForwardedRequests.ALLOW;
      this.addToResourcePolicy(policy.denyOutsideEndpoints(target, perimeter.vpcEndpointIds, forwarded, exempt));
      this.addToResourcePolicy(policy.denyListingOutsideEndpoints(target, perimeter.vpcEndpointIds, forwarded, [...exempt, ...administrators]));
    }
  }
}

/** A version that is still locked cannot expire, so a shorter default would only mislead. */
function noncurrentDefault(lock: s3.ObjectLockRetention | undefined): Duration {
  return Duration.days(Math.max(90, lock?.duration.toDays() ?? 0));
}

function propProblems(props: SecureBucketProps, where: string): Problem[] {
  const problems = perimeterProblems(props.perimeter, props.administratorArns, where);
  if (props.objectLock?.mode === s3.ObjectLockMode.COMPLIANCE && props.removalPolicy === RemovalPolicy.DESTROY) {
    problems.push({
      code: 'ComplianceLockCannotBeDestroyed',
      what: "'removalPolicy' must be RETAIN with a lock in compliance mode, because nobody can delete a locked version and the stack's deletion would fail",
      got: props.removalPolicy,
      where,
      fix: 'retain the bucket, or lock in governance mode',
    });
  }
  return problems;
}
