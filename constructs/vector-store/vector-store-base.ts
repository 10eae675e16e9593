import { Resource, aws_cloudwatch as cloudwatch, aws_ec2 as ec2, type IResource } from 'aws-cdk-lib';
import type { IDependable } from 'constructs';
import type { VectorStoreGrants } from './vector-store-grants';

/** Where embeddings are kept and searched, tenant by tenant. */
export interface IVectorStore extends IResource, ec2.IConnectable {
  /** Host name to connect to. TLS is required; verify it against this name. */
  readonly endpointHost: string;
  /** TCP port of the endpoint. */
  readonly endpointPort: number;
  /** Database (or index, or bucket) that holds the embeddings. */
  readonly databaseName: string;
  /** User that the AI gateway connects as. @default - the store authorises the caller's IAM role itself */
  readonly applicationUser?: string;
  /** Depend on it before using the store: when it is there, so are tables, roles and policies. */
  readonly schemaReady: IDependable;
  /** What may be granted on the store. */
  readonly grants: VectorStoreGrants;
  /**
   * A metric of the store by its CloudWatch name.
   * @default - average over 5 minutes
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What a vector store in Aurora has, made here or imported. */
export abstract class AuroraVectorStoreBase extends Resource implements IVectorStore {
  public abstract readonly endpointHost: string;
  public abstract readonly endpointPort: number;
  public abstract readonly databaseName: string;
  public abstract readonly applicationUser?: string;
  public abstract readonly schemaReady: IDependable;
  public abstract readonly grants: VectorStoreGrants;
  /** Security groups of the cluster, with the port of the database. */
  public abstract readonly connections: ec2.Connections;
  /** Name of the cluster. */
  public abstract readonly clusterIdentifier: string;

  /** A metric of the cluster by its name in the namespace `AWS/RDS`. @default - average over 5 minutes */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({ namespace: 'AWS/RDS', metricName, dimensionsMap: { DBClusterIdentifier: this.clusterIdentifier }, ...options }).attachTo(this);
  }

  /** Capacity in use, in Aurora capacity units (ACU), mean over the instances. Zero while paused. @default - average over 5 minutes */
  public metricCapacity(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ServerlessDatabaseCapacity', options);
  }

  /** Capacity in use as a percentage of the maximum; near 100 it cannot grow any more. @default - average over 5 minutes */
  public metricCapacityUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ACUUtilization', options);
  }

  /** Open client connections. @default - average over 5 minutes */
  public metricConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DatabaseConnections', options);
  }
}
