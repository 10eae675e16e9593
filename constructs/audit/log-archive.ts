import { Duration, RemovalPolicy, Stack, aws_iam as iam, type aws_kms as kms, type aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { AccessLogBucket, SecureBucket } from '../storage';
import { TrailBucket } from './trail-bucket';

/** Properties of a LogArchive. */
export interface LogArchiveProps {
  /** Key of the trail's logs; its policy must admit CloudTrail (the `audit` key of DataKeys does). */
  readonly auditKey: kms.IKey;
  /** Key of delivered logs; its policy must admit log delivery (the `logs` key of DataKeys does). Also encrypts the log groups of functions. */
  readonly logsKey: kms.IKey;
  /** How long nobody can delete or change a log file of a trail. @default - compliance mode for 365 days; with RemovalPolicy.DESTROY governance mode for one day */
  readonly objectLock?: s3.ObjectLockRetention;
  /** How long the logs of trails are kept. @default - ten years; with RemovalPolicy.DESTROY 30 days */
  readonly trailRetention?: Duration;
  /** How long logs are kept that AWS services deliver: flow logs, WAF, load balancers of the network kind. @default Duration.days(365) */
  readonly deliveredRetention?: Duration;
  /** How long access logs of buckets and application load balancers are kept. @default Duration.days(365) */
  readonly accessRetention?: Duration;
  /** What happens to the buckets when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** Where logs go: one bucket for each class of log, each with its own retention. */
export class LogArchive extends Construct {
  /** Logs of trails: customer key, locked. */
  public readonly trails: TrailBucket;
  /** Logs that AWS services deliver in this account: customer key. */
  public readonly delivered: s3.IBucket;
  /** Access logs of buckets and application load balancers, which AWS cannot deliver under a customer key. Give it as `serverAccessLogsBucket`. */
  public readonly accessLogs: AccessLogBucket;

  constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    const { removalPolicy, logsKey } = props;
    this.accessLogs = new AccessLogBucket(this, 'AccessLogs', { retention: props.accessRetention, removalPolicy, logEncryptionKey: logsKey });
    this.trails = new TrailBucket(this, 'Trails', { encryptionKey: props.auditKey, objectLock: props.objectLock, retention: props.trailRetention, serverAccessLogsBucket: this.accessLogs, removalPolicy, logEncryptionKey: logsKey });
    const delivered = new SecureBucket(this, 'Delivered', {
      encryptionKey: logsKey,
      lifecycleRules: [{ id: 'ExpireLogs', expiration: props.deliveredRetention ?? Duration.days(365) }],
      serverAccessLogsBucket: this.accessLogs,
      removalPolicy,
      logEncryptionKey: logsKey,
    });
    if (removalPolicy !== RemovalPolicy.DESTROY) {
      acknowledge(delivered, {
        findings: [finding('SecureAi', 'S3BucketObjectLocked')],
        reason: 'Logs that services deliver are for looking into faults and expire; the audit trail is in the bucket of trails, which is locked',
        expires: '2027-11-30',
      });
    }
    this.delivered = delivered;
    admitLogDelivery(delivered);
  }
}

/** What log delivery would write into the policy itself when a log is set up, if it may; written here, it need not change the policy. */
function admitLogDelivery(bucket: SecureBucket): void {
  const stack = Stack.of(bucket);
  const principals = [new iam.ServicePrincipal('delivery.logs.amazonaws.com')];
  const ofAccount = { 'aws:SourceAccount': stack.account };
  const ArnLike = { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*' }) };
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: 'AWSLogDeliveryAclCheck', principals, actions: ['s3:GetBucketAcl', 's3:ListBucket'], resources: [bucket.bucketArn], conditions: { StringEquals: ofAccount, ArnLike } }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AWSLogDeliveryWrite', principals, actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')], conditions: { StringEquals: { ...ofAccount, 's3:x-amz-acl': 'bucket-owner-full-control' }, ArnLike },
  }));
}
