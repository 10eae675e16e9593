import { Duration, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IIsolatedNetwork } from '../../constructs/network';
import { AuroraVectorStore, type IVectorStore } from '../../constructs/vector-store';
import type { PlatformConfig } from '../config/schema';
import { PlatformStack, retention } from './platform-stack';

/** Properties of the VectorsStack. */
export interface VectorsStackProps {
  readonly network: IIsolatedNetwork;
  readonly encryptionKey: kms.IKey;
  readonly logEncryptionKey: kms.IKey;
}

/** The vector store, with its schema migrated. */
export class VectorsStack extends PlatformStack {
  public readonly store: IVectorStore;

  constructor(scope: Construct, config: PlatformConfig, props: VectorsStackProps) {
    super(scope, 'Vectors', 'Vector store with tenant row-level security', config);
    const { vectorStore } = config;
    const pauses = vectorStore.minCapacity === 0;
    this.store = new AuroraVectorStore(this, 'Store', {
      ...props,
      dimensions: vectorStore.dimension,
      minCapacity: pauses ? undefined : vectorStore.minCapacity,
      pauseWhenIdle: pauses ? Duration.minutes(vectorStore.pauseAfterMinutes) : undefined,
      maxCapacity: vectorStore.maxCapacity,
      multiAz: vectorStore.multiAz,
      backupRetention: Duration.days(vectorStore.backupDays),
      logRetention: retention(vectorStore.logRetentionDays),
      removalPolicy: this.removalPolicy,
    });
  }
}
