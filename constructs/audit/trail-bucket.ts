import { Duration, RemovalPolicy, Stack, type aws_kms as kms, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { SecureBucket } from '../storage';

/** Properties of a TrailBucket. */
export interface TrailBucketProps {
  /** Key that encrypts the logs; its policy must admit CloudTrail (the `audit` key of DataKeys does). */
  readonly encryptionKey: kms.IKey;
  /**
   * How long nobody can delete or change a log file. In compliance mode not even the account's root user can, and the bucket cannot be deleted before.
   * @default - compliance mode for 365 days; with RemovalPolicy.DESTROY governance mode for one day, which the deployment passes over when it empties the bucket
   */
  readonly objectLock?: s3.ObjectLockRetention;
  /** How long log files are kept, in whole days; not shorter than the lock. @default - ten years, as for the AI Act's technical documentation; with RemovalPolicy.DESTROY 30 days */
  readonly retention?: Duration;
  /** Bucket that receives the server access logs. @default - an AccessLogBucket of its own */
  readonly serverAccessLogsBucket?: s3.IBucket;
  /** What happens to the bucket when its stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Key of the log group of the function that empties the bucket (DESTROY only). @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/** A locked bucket for trails of CloudTrail. Nothing but the trails that it admits can write to it. */
export class TrailBucket extends SecureBucket {
  /** @throws PlatformError when files would expire while they are locked */
  constructor(scope: Construct, id: string, props: TrailBucketProps) {
    const temporary = props.removalPolicy === RemovalPolicy.DESTROY;
    const lock = props.objectLock ?? (temporary ? s3.ObjectLockRetention.governance(Duration.days(1)) : s3.ObjectLockRetention.compliance(Duration.days(365)));
    const retention = props.retention ?? Duration.days(temporary ? 30 : 3653);
    if (!retention.isUnresolved() && retention.toDays() < lock.duration.toDays()) {
      throwProblems([{ code: 'TrailRetentionBelowLock', what: "'retention' must not be shorter than the lock", got: retention.toHumanString(), where: `${scope.node.path}/${id}`, fix: `keep logs for at least ${lock.duration.toHumanString()}, or lock them for a shorter time` }]);
    }
    super(scope, id, {
      encryptionKey: props.encryptionKey,
      objectLock: lock,
      lifecycleRules: [{ id: 'ExpireLogs', expiration: retention }],
      serverAccessLogsBucket: props.serverAccessLogsBucket,
      removalPolicy: props.removalPolicy,
      logEncryptionKey: props.logEncryptionKey,
    });
  }

  /**
   * Admits a trail of this account. The ARN is written from the name, so that bucket and trail do not wait for each other.
   * @param trailArn ARN of the trail, as text
   */
  public admitTrail(trailArn: string): void {
    const principals = [new iam.ServicePrincipal('cloudtrail.amazonaws.com')];
    const ofTrail = { 'aws:SourceArn': trailArn };
    this.addToResourcePolicy(new iam.PolicyStatement({ sid: 'AllowTrailCheck', principals, actions: ['s3:GetBucketAcl'], resources: [this.bucketArn], conditions: { StringEquals: ofTrail } }));
    this.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'AllowTrailDelivery',
      principals,
      actions: ['s3:PutObject'],
      resources: [this.arnForObjects(`AWSLogs/${Stack.of(this).account}/*`)],
      conditions: { StringEquals: { ...ofTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }));
  }

  /**
   * CloudTrail encrypts log files with the customer key but always asks for AES256 for the digests that prove them whole; without this exemption
   * the digests would be refused and validation would have nothing to compare with.
   */
  public override addToResourcePolicy(permission: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    if (permission.sid === 'DenyWrongAlgorithm') permission.addCondition('StringNotEqualsIfExists', { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' });
    return super.addToResourcePolicy(permission);
  }
}
