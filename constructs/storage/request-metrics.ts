import { aws_cloudwatch as cloudwatch, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Id of the metrics configuration that counts the requests of the whole bucket. */
const REQUEST_METRICS_ID = 'EntireBucket';

/** Counts the requests of a bucket from now on. */
export function countRequests(bucket: s3.Bucket): void {
  bucket.addMetric({ id: REQUEST_METRICS_ID });
}

/** A request metric of a bucket whose requests are counted; sum over 5 minutes unless told otherwise. */
export function requestMetric(construct: Construct, bucket: s3.IBucket, metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/S3',
    metricName,
    dimensionsMap: { BucketName: bucket.bucketName, FilterId: REQUEST_METRICS_ID },
    statistic: cloudwatch.Stats.SUM,
    ...options,
  }).attachTo(construct);
}
