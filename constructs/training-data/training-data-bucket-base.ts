import { aws_cloudwatch as cloudwatch, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { requestMetric } from '../storage/request-metrics';
import { TrainingDataBucketGrants } from './training-data-bucket-grants';

/** A bucket of training data, created here or imported. */
export interface ITrainingDataBucket extends IConstruct {
  /** The bucket. */
  readonly bucket: s3.IBucket;
  /** The key that encrypts it. */
  readonly encryptionKey: kms.IKey;
  /** Grants to readers and writers. */
  readonly grants: TrainingDataBucketGrants;
  /**
   * A request metric of the bucket. Request metrics are on in buckets that this library creates.
   * @param metricName name as S3 emits it, such as `AllRequests`
   * @param props statistic, period and so on. The statistic is a sum over 5 minutes when left out
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Number of requests of any kind. @default - sum over 5 minutes */
  metricAllRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Number of requests that failed by the caller's fault, refused ones included. @default - sum over 5 minutes */
  metricClientErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Number of requests that failed by S3's fault. @default - sum over 5 minutes */
  metricServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Bytes read. @default - sum over 5 minutes */
  metricBytesDownloaded(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Bytes written. @default - sum over 5 minutes */
  metricBytesUploaded(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What created and imported buckets have in common. */
export abstract class TrainingDataBucketBase extends Construct implements ITrainingDataBucket {
  /** The bucket. */
  public abstract readonly bucket: s3.IBucket;
  /** The key that encrypts it. */
  public abstract readonly encryptionKey: kms.IKey;

  /** Grants to readers and writers. */
  public get grants(): TrainingDataBucketGrants {
    return TrainingDataBucketGrants.fromTrainingDataBucket(this);
  }

  /**
   * A request metric of the bucket. Request metrics are on in buckets that this library creates.
   * @param metricName name as S3 emits it, such as `AllRequests`
   * @param props statistic, period and so on. The statistic is a sum over 5 minutes when left out
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return requestMetric(this, this.bucket, metricName, props);
  }

  /** Number of requests of any kind. @default - sum over 5 minutes */
  public metricAllRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('AllRequests', props);
  }

  /** Number of requests that failed by the caller's fault, refused ones included. @default - sum over 5 minutes */
  public metricClientErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('4xxErrors', props);
  }

  /** Number of requests that failed by S3's fault. @default - sum over 5 minutes */
  public metricServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('5xxErrors', props);
  }

  /** Bytes read. @default - sum over 5 minutes */
  public metricBytesDownloaded(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BytesDownloaded', props);
  }

  /** Bytes written. @default - sum over 5 minutes */
  public metricBytesUploaded(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BytesUploaded', props);
  }
}
