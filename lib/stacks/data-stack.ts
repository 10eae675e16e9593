import { Duration, type aws_kms as kms, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HeaderlessUploads, MinimumTls, type BucketPerimeter } from '../../constructs/storage';
import { TrainingDataLake } from '../../constructs/training-data';
import type { PlatformConfig } from '../config/schema';
import { PlatformStack, objectLock } from './platform-stack';

/** Properties of the DataStack. */
export interface DataStackProps {
  readonly encryptionKey: kms.IKey;
  readonly logEncryptionKey: kms.IKey;
  readonly serverAccessLogsBucket: s3.IBucket;
  readonly perimeter: BucketPerimeter;
}

/** Training data: raw, curated, quarantine. */
export class DataStack extends PlatformStack {
  public readonly lake: TrainingDataLake;

  constructor(scope: Construct, config: PlatformConfig, props: DataStackProps) {
    super(scope, 'Data', 'Training data: raw, curated, quarantine', config);
    const { trainingData } = config;
    this.lake = new TrainingDataLake(this, 'Lake', {
      ...props,
      minimumTls: trainingData.minimumTls === '1.3' ? MinimumTls.V1_3 : MinimumTls.V1_2,
      headerlessUploads: trainingData.headerlessUploads === 'refuse' ? HeaderlessUploads.DENY : HeaderlessUploads.ALLOW_DEFAULT_ENCRYPTED,
      rawObjectLock: trainingData.objectLock === undefined ? undefined : objectLock(trainingData.objectLock),
      quarantineRetention: Duration.days(trainingData.quarantineDays),
      removalPolicy: this.removalPolicy,
    });
  }
}
