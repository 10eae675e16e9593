import { Aws, Duration, Fn, RemovalPolicy, aws_ec2 as ec2, aws_rds as rds } from 'aws-cdk-lib';
import { DependencyGroup, type Construct, type IDependable } from 'constructs';
import { PORTS } from '../../lib/contract/ports';
import { VECTOR_STORE } from '../../lib/contract/vector-store';
import { acknowledge, finding } from '../core/acknowledge';
import { SecurityGroupRole, SubnetTier } from '../network/isolated-network-base';
import { validateAuroraVectorStoreProps, type AuroraVectorStoreProps } from './aurora-vector-store-props';
import { DATABASE_LOGS, DatabaseLogs } from './database-logs';
import { databaseParameters } from './database-parameters';
import { ImportedVectorStore, type AuroraVectorStoreAttributes } from './imported-vector-store';
import { monitoringRole } from './monitoring-role';
import { AuroraVectorStoreBase, type IVectorStore } from './vector-store-base';
import { AuroraVectorStoreGrants, type VectorStoreGrants } from './vector-store-grants';
import { VectorSchema } from './vector-schema';

const MASTER_USER = 'vectors_master';

/**
 * A vector store in Aurora PostgreSQL Serverless v2 with pgvector: in the data tier, reached by IAM and TLS only, encrypted, audited, backed up,
 * and with tables in which row-level security keeps tenants apart.
 */
export class AuroraVectorStore extends AuroraVectorStoreBase {
  /** A vector store that was made elsewhere, its schema included. */
  public static fromVectorStoreAttributes(scope: Construct, id: string, attributes: AuroraVectorStoreAttributes): IVectorStore {
    return new ImportedVectorStore(scope, id, attributes);
  }

  /** The cluster. The master user's secret is for the migration only; do not hand it out. */
  public readonly cluster: rds.DatabaseCluster;
  public readonly endpointHost: string;
  public readonly endpointPort: number;
  public readonly databaseName: string;
  public readonly applicationUser?: string;
  public readonly schemaReady: IDependable;
  public readonly grants: VectorStoreGrants;
  public readonly connections: ec2.Connections;
  public readonly clusterIdentifier: string;

  /** @throws with one message for all problems when a property is out of range */
  constructor(scope: Construct, id: string, props: AuroraVectorStoreProps) {
    super(scope, id);
    validateAuroraVectorStoreProps(props, this.node.path);
    const version = props.engineVersion ?? rds.AuroraPostgresEngineVersion.VER_17_9;
    const engine = rds.DatabaseClusterEngine.auroraPostgres({ version });
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const destroyed = removalPolicy === RemovalPolicy.DESTROY;
    const logRemovalPolicy = destroyed ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
    const secretKey = props.secretEncryptionKey ?? props.encryptionKey;
    this.endpointPort = PORTS.postgres;
    this.databaseName = props.databaseName ?? VECTOR_STORE.database;
    const name = props.clusterIdentifier ?? this.uniqueName();
    const logs = new DatabaseLogs(this, 'Logs', {
      clusterIdentifier: name, encryptionKey: props.logEncryptionKey, retention: props.logRetention, removalPolicy: logRemovalPolicy,
    });

    const instance: rds.ServerlessV2ClusterInstanceProps = {
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: props.encryptionKey,
      performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
    };
    this.cluster = new rds.DatabaseCluster(this, 'Cluster', {
      engine,
      clusterIdentifier: name,
      vpc: props.network.vpc,
      vpcSubnets: props.network.subnets(SubnetTier.DATA),
      securityGroups: [props.network.securityGroup(SecurityGroupRole.VECTOR_STORE)],
      port: this.endpointPort,
      defaultDatabaseName: this.databaseName,
      writer: rds.ClusterInstance.serverlessV2('Writer', instance),
      readers: props.multiAz === true ? [rds.ClusterInstance.serverlessV2('Reader', { ...instance, scaleWithWriter: true })] : [],
      serverlessV2MinCapacity: props.pauseWhenIdle === undefined ? props.minCapacity ?? 0.5 : 0,
      serverlessV2MaxCapacity: props.maxCapacity ?? 4,
      serverlessV2AutoPauseDuration: props.pauseWhenIdle,
      storageType: props.ioOptimized === true ? rds.DBClusterStorageType.AURORA_IOPT1 : rds.DBClusterStorageType.AURORA,
      storageEncryptionKey: props.encryptionKey,
      credentials: rds.Credentials.fromUsername(MASTER_USER, { encryptionKey: secretKey }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      enableDataApi: true,
      parameterGroup: databaseParameters(this, 'Parameters', engine, removalPolicy),
      cloudwatchLogsExports: DATABASE_LOGS,
      backup: { retention: props.backupRetention ?? Duration.days(14) },
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: destroyed,
      deletionProtection: !destroyed,
      removalPolicy,
      monitoringInterval: props.enhancedMonitoringInterval,
      monitoringRole: props.enhancedMonitoringInterval === undefined ? undefined : monitoringRole(this, 'MonitoringRole'),
    });
    // RDS makes a log group that it does not find.
    this.cluster.node.addDependency(logs);
    this.node.defaultChild = this.cluster.node.defaultChild;
    this.acknowledgeFindings(props, destroyed);

    this.clusterIdentifier = this.cluster.clusterIdentifier;
    this.endpointHost = this.cluster.clusterEndpoint.hostname;
    this.connections = this.cluster.connections;
    this.applicationUser = VECTOR_STORE.roles.application;
    this.grants = new AuroraVectorStoreGrants(this, this.cluster.clusterResourceIdentifier, VECTOR_STORE.roles.application);
    this.schemaReady = new VectorSchema(this, 'Schema', {
      clusterArn: this.cluster.clusterArn,
      masterSecretArn: resourceOf(this.cluster).attrMasterUserSecretSecretArn,
      masterSecretKey: secretKey,
      databaseName: this.databaseName,
      dimensions: props.dimensions ?? 1024,
      engineVersion: version.auroraPostgresFullVersion,
      instancesReady: new DependencyGroup(...this.instances(props).map((instance) => this.cluster.node.findChild(instance))),
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
      removalPolicy: logRemovalPolicy,
    });
  }

  /** The same for every update of one deployed stack, another for the next one: the log groups need the name before the cluster has one. */
  private uniqueName(): string {
    const stackInstance = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    return `vectors-${this.node.addr.slice(-8)}-${stackInstance}`;
  }

  private instances(props: AuroraVectorStoreProps): string[] {
    return props.multiAz === true ? ['Writer', 'Reader'] : ['Writer'];
  }

  private acknowledgeFindings(props: AuroraVectorStoreProps, destroyed: boolean): void {
    if (destroyed) {
      acknowledge(this.cluster, {
        findings: [
          finding('AwsSolutions', 'RDS10'), finding('Nist', 'RDSInstanceDeletionProtectionEnabled'), finding('Hipaa', 'RDSInstanceDeletionProtectionEnabled'),
        ],
        reason: 'The removal policy is DESTROY: the data is meant to go with the stack, which deletion protection would stop',
        expires: '2027-11-30',
      });
    }
    for (const instance of this.instances(props)) {
      acknowledge(this.cluster.node.findChild(instance), {
        findings: [finding('Nist', 'RDSInBackupPlan'), finding('Hipaa', 'RDSInBackupPlan')],
        reason: 'An Aurora instance holds no data of its own: the cluster is backed up continuously, with recovery to any second of the retention period',
        expires: '2027-11-30',
      });
      if (props.enhancedMonitoringInterval !== undefined) continue;
      acknowledge(this.cluster.node.findChild(instance), {
        findings: [finding('Nist', 'RDSEnhancedMonitoringEnabled'), finding('Hipaa', 'RDSEnhancedMonitoringEnabled')],
        reason: 'It writes to a log group of the account, not encrypted with our key, that outlives the stack; load, capacity and connections are measured without it',
        expires: '2027-11-30',
      });
    }
  }
}

function resourceOf(cluster: rds.DatabaseCluster): rds.CfnDBCluster {
  const { defaultChild } = cluster.node;
  if (!rds.CfnDBCluster.isCfnDBCluster(defaultChild)) throw new Error(`${cluster.node.path} has no resource`);
  return defaultChild;
}
