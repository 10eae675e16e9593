import { Names, RemovalPolicy, aws_ecs as ecs, aws_logs as logs, type aws_ec2 as ec2, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';

/** Properties of a PlatformCluster. */
export interface PlatformClusterProps {
  /** Network of the services that will run in it. */
  readonly vpc: ec2.IVpc;
  /** Key of the log group; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long Container Insights keeps its records. @default RetentionDays.ONE_MONTH */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * An ECS cluster with Container Insights (enhanced), whose records go to a log group of ours instead of one that
 * CloudWatch would create unencrypted, without expiry and outside the stack.
 */
export class PlatformCluster extends Construct {
  /** The cluster itself. */
  public readonly cluster: ecs.Cluster;
  /** Where Container Insights writes. */
  public readonly performanceLog: logs.LogGroup;

  constructor(scope: Construct, id: string, props: PlatformClusterProps) {
    super(scope, id);
    // A physical name, because Container Insights builds the log group's name from it and the group must be there first.
    const clusterName = Names.uniqueResourceName(this, { maxLength: 120, separator: '-' });
    this.performanceLog = new logs.LogGroup(this, 'PerformanceLog', {
      logGroupName: `/aws/ecs/containerinsights/${clusterName}/performance`,
      encryptionKey: props.logEncryptionKey,
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      // Never retained: under this fixed name it would stop the stack from being made again, and CloudWatch keeps the metrics.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.cluster = new ecs.Cluster(this, 'Cluster', { vpc: props.vpc, clusterName, containerInsightsV2: ecs.ContainerInsights.ENHANCED });
    acknowledge(this.cluster, {
      findings: [finding('SecureAi', 'EcsFargateStorageCustomerKey')],
      reason: 'The task on Fargate has a read-only root and writes to memory only; AWS encrypts its storage with a key of its own',
      expires: '2027-11-30',
    });
    this.cluster.node.addDependency(this.performanceLog);
  }
}
