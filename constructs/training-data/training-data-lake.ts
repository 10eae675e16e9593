import { Duration, RemovalPolicy, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { AccessLogBucket, type BucketPerimeter, type HeaderlessUploads, type MinimumTls } from '../storage';
import { TrainingDataBucket } from './training-data-bucket';

/** Properties of a TrainingDataLake. */
export interface TrainingDataLakeProps {
  /** Customer key that encrypts the three buckets. Its key policy must let the account's IAM decide (the keys of DataKeys do). */
  readonly encryptionKey: kms.IKey;
  /** From where, and by whom, objects may be reached. @default - from anywhere, by principals of the account */
  readonly perimeter?: BucketPerimeter;
  /** Oldest TLS version a client may speak. @default MinimumTls.V1_2 */
  readonly minimumTls?: MinimumTls;
  /** What happens to uploads that name no encryption. @default HeaderlessUploads.ALLOW_DEFAULT_ENCRYPTED */
  readonly headerlessUploads?: HeaderlessUploads;
  /** ARNs of roles and users that may change and delete the buckets and versions. @default - the execution role of the CDK bootstrap in this account and region */
  readonly administratorArns?: string[];
  /** Makes raw data write-once: what was ingested can neither be changed nor deleted for this long. Cannot be turned off later. @default - not locked */
  readonly rawObjectLock?: s3.ObjectLockRetention;
  /** How long data stays in quarantine before it is deleted, in whole days. @default Duration.days(30) */
  readonly quarantineRetention?: Duration;
  /** Bucket that receives the server access logs of the three. @default - an AccessLogBucket of the lake's own */
  readonly serverAccessLogsBucket?: s3.IBucket;
  /** What happens when the buckets leave the stack: RETAIN keeps them, DESTROY empties and deletes them. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Key of the log group of the function that empties the buckets (DESTROY only); its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * Training data in three stages: raw as it was received, curated as it may be trained on, quarantine for what was found unfit.
 * No stage can alter the one before it: see `grants`.
 */
export class TrainingDataLake extends Construct {
  /** Data as it was received. */
  public readonly raw: TrainingDataBucket;
  /** Data that passed curation; the only one that training reads. */
  public readonly curated: TrainingDataBucket;
  /** Data that failed curation, kept for a short time to be looked into. */
  public readonly quarantine: TrainingDataBucket;
  /** Where the access logs go. */
  public readonly serverAccessLogsBucket: s3.IBucket;
  /** Grants by stage. */
  public readonly grants: TrainingDataLakeGrants;

  constructor(scope: Construct, id: string, props: TrainingDataLakeProps) {
    super(scope, id);
    const { rawObjectLock, quarantineRetention, ...common } = props;
    this.serverAccessLogsBucket = props.serverAccessLogsBucket ?? new AccessLogBucket(this, 'AccessLogs', {
      minimumTls: props.minimumTls, administratorArns: props.administratorArns, removalPolicy: props.removalPolicy, logEncryptionKey: props.logEncryptionKey,
    });
    const shared = { ...common, serverAccessLogsBucket: this.serverAccessLogsBucket };
    this.raw = new TrainingDataBucket(this, 'Raw', { ...shared, objectLock: rawObjectLock, lifecycleRules: [tierByUse()] });
    this.curated = new TrainingDataBucket(this, 'Curated', { ...shared, noncurrentVersionExpiration: Duration.days(365), lifecycleRules: [tierByUse()] });
    this.quarantine = new TrainingDataBucket(this, 'Quarantine', {
      ...shared,
      noncurrentVersionExpiration: Duration.days(7),
      lifecycleRules: [{ id: 'ExpireQuarantine', expiration: quarantineRetention ?? Duration.days(30) }],
    });
    if (props.removalPolicy !== RemovalPolicy.DESTROY) {
      for (const bucket of [this.curated, this.quarantine]) {
        acknowledge(bucket.node.findChild('Bucket'), {
          findings: [finding('SecureAi', 'S3BucketObjectLocked')],
          reason: 'What is here can be made again from raw data, which is locked; personal data that was found later must be erasable at once',
          expires: '2027-11-30',
        });
      }
    }
    this.grants = TrainingDataLakeGrants.fromTrainingDataLake(this);
  }
}

/** Who may do what in a lake, by the stage at which they work. */
export class TrainingDataLakeGrants {
  /** Grants for a lake. */
  public static fromTrainingDataLake(lake: TrainingDataLake): TrainingDataLakeGrants {
    return new TrainingDataLakeGrants(lake);
  }

  private constructor(private readonly lake: TrainingDataLake) {}

  /** Ingestion: writes raw data, and cannot read even that. */
  public ingest(grantee: iam.IGrantable): iam.Grant {
    return this.lake.raw.grants.write(grantee);
  }

  /** Curation: reads raw data, writes curated data or quarantine. */
  public curate(grantee: iam.IGrantable): iam.Grant {
    return this.lake.raw.grants.read(grantee).combine(this.lake.curated.grants.write(grantee)).combine(this.lake.quarantine.grants.write(grantee));
  }

  /** Training: reads curated data only. */
  public train(grantee: iam.IGrantable): iam.Grant {
    return this.lake.curated.grants.read(grantee);
  }
}

/** Old datasets are read seldom, and nobody knows which: S3 moves what is not read to cheaper tiers and back, without a fee for reading. */
function tierByUse(): s3.LifecycleRule {
  return { id: 'TierByUse', transitions: [{ storageClass: s3.StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }] };
}
