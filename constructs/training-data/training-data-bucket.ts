import { Duration, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SecureBucket, type SecureBucketOptions } from '../storage';
import { TrainingDataBucketBase, type ITrainingDataBucket } from './training-data-bucket-base';
import { countRequests } from '../storage/request-metrics';

/** Properties of a TrainingDataBucket. */
export interface TrainingDataBucketProps extends SecureBucketOptions {
  /** Sends every event of the bucket to EventBridge, so that pipelines start on arrival of data. @default true */
  readonly eventBridgeEnabled?: boolean;
  /** How long versions are kept after they were replaced or deleted, in whole days: how far back a poisoned dataset can be undone. @default Duration.days(180), or the lock's retention where that is longer */
  readonly noncurrentVersionExpiration?: Duration;
}

/** What is known of a bucket that exists already. */
export interface TrainingDataBucketAttributes {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the customer key that encrypts it. */
  readonly encryptionKeyArn: string;
}

/**
 * A bucket for training data: a SecureBucket with request metrics and events on, and versions kept for half a year.
 * Whether every read and write is audited is the trail's part: add `bucket` to the data events of an AuditTrail.
 */
export class TrainingDataBucket extends TrainingDataBucketBase {
  /** Uses a bucket that exists already. Its policy, lifecycle and metrics stay as they are. */
  public static fromTrainingDataBucketAttributes(scope: Construct, id: string, attrs: TrainingDataBucketAttributes): ITrainingDataBucket {
    return new ImportedTrainingDataBucket(scope, id, attrs);
  }

  /** The bucket. */
  public readonly bucket: s3.IBucket;
  /** The key that encrypts it. */
  public readonly encryptionKey: kms.IKey;

  constructor(scope: Construct, id: string, props: TrainingDataBucketProps) {
    super(scope, id);
    const bucket = new SecureBucket(this, 'Bucket', {
      ...props,
      eventBridgeEnabled: props.eventBridgeEnabled ?? true,
      noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(Math.max(180, props.objectLock?.duration.toDays() ?? 0)),
    });
    countRequests(bucket);
    this.bucket = bucket;
    this.encryptionKey = props.encryptionKey;
    this.node.defaultChild = bucket.node.defaultChild;
  }
}

class ImportedTrainingDataBucket extends TrainingDataBucketBase {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey: kms.IKey;

  constructor(scope: Construct, id: string, attrs: TrainingDataBucketAttributes) {
    super(scope, id);
    this.encryptionKey = kms.Key.fromKeyArn(this, 'Key', attrs.encryptionKeyArn);
    this.bucket = s3.Bucket.fromBucketAttributes(this, 'Bucket', { bucketName: attrs.bucketName, encryptionKey: this.encryptionKey });
  }
}
