import { App, CfnResource, Duration, RemovalPolicy, Stack, aws_ec2 as ec2, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_rds as rds } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { EXISTING_ROLES_CONTEXT } from '../../../constructs/core/workload-role';
import { AuroraVectorStore, type AuroraVectorStoreProps } from '../../../constructs/vector-store';
import { SecurityGroupRole } from '../../../constructs/network/isolated-network-base';
import { VECTOR_MIGRATIONS, VECTOR_STORE } from '../../../lib/contract/vector-store';
import { PlatformError } from '../../../lib/contract/platform-error';
import { judge } from '../../judge';
import { TestNetwork } from './test-network';

interface Built { readonly stack: Stack; readonly store: AuroraVectorStore; readonly network: TestNetwork; readonly template: Template }

/** A role of a workload in the same stack, granted before the synthesis. */
type Grant = (store: AuroraVectorStore, role: iam.Role) => void;

function build(props: Partial<AuroraVectorStoreProps> = {}, context: Record<string, unknown> = FLAGS, region?: string, grant?: Grant): Built {
  const stack = new Stack(new App({ context }), 'Vectors', region === undefined ? {} : { env: { account: '123456789012', region } });
  const network = new TestNetwork(stack, 'Network');
  const key = (id: string) => new kms.Key(stack, id, { enableKeyRotation: true });
  const store = new AuroraVectorStore(stack, 'Store', { network, encryptionKey: key('VectorsKey'), secretEncryptionKey: key('SecretsKey'), logEncryptionKey: key('LogsKey'), ...props });
  grant?.(store, new iam.Role(stack, 'Workload', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
  return { stack, store, network, template: Template.fromStack(stack) };
}

const CLUSTER = 'AWS::RDS::DBCluster';
const INSTANCE = 'AWS::RDS::DBInstance';
const only = (found: Record<string, unknown>): string => { const [id = ''] = Object.keys(found); expect(Object.keys(found)).toHaveLength(1); return id; };

function expectNothingOpenOrStale({ store }: Built): void {
  expect(judge(store)).toEqual({ open: [], stale: [] });
}

describe.each([['with the recommended feature flags', FLAGS], ['without feature flags', {}]])('by default, %s', (_, context) => {
  const built = build({}, context);
  const { template, stack, network } = built;
  const property = (properties: object) => template.hasResourceProperties(CLUSTER, properties);

  test('is an Aurora PostgreSQL with pgvector 0.8 and a database', () => property({ Engine: 'aurora-postgresql', EngineVersion: '17.9', DatabaseName: VECTOR_STORE.database, Port: 5432 }));
  test('is encrypted with the given key', () => property({ StorageEncrypted: true, KmsKeyId: stack.resolve(keyArn(stack, 'VectorsKey')) }));
  test('takes IAM tokens', () => property({ EnableIAMDatabaseAuthentication: true }));
  test('has a master secret that RDS makes and rotates, under the given key, and no password in the template', () => {
    property({ ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: stack.resolve(keyArn(stack, 'SecretsKey')) }, MasterUserPassword: Match.absent() });
  });
  test('is protected from deletion and kept', () => {
    property({ DeletionProtection: true, DeleteAutomatedBackups: false });
    for (const type of [CLUSTER, INSTANCE, 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBClusterParameterGroup', 'AWS::Logs::LogGroup']) {
      template.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });
  test('is backed up for two weeks, and snapshots carry the tags', () => property({ BackupRetentionPeriod: 14, CopyTagsToSnapshot: true }));
  test('scales from half a unit and never pauses', () => property({ ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4, SecondsUntilAutoPause: Match.absent() } }));

  test('lies in the data subnets and the security group of the network, and has none of its own', () => {
    property({ VpcSecurityGroupIds: [stack.resolve(network.securityGroup(SecurityGroupRole.VECTOR_STORE).securityGroupId)] });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: network.vpc.isolatedSubnets.map(({ subnetId }) => stack.resolve(subnetId)) });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
  });

  test('has one instance without a public address, with a current authority and encrypted performance data', () => {
    template.resourceCountIs(INSTANCE, 1);
    template.hasResourceProperties(INSTANCE, {
      DBInstanceClass: 'db.serverless', PubliclyAccessible: false, AutoMinorVersionUpgrade: true, CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: stack.resolve(keyArn(stack, 'VectorsKey')), MonitoringInterval: Match.absent(),
    });
  });

  test('forces TLS, audits, and keeps content out of the logs', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: 'aurora-postgresql17',
      Parameters: {
        'rds.force_ssl': '1', shared_preload_libraries: Match.stringLikeRegexp('pgaudit'), 'pgaudit.role': 'rds_pgaudit', 'pgaudit.log': 'ddl,role',
        'pgaudit.log_parameter': '0', log_statement: 'none', log_min_duration_statement: '-1', log_error_verbosity: 'terse', log_connections: '1', log_disconnections: '1',
      },
    });
    property({ DBClusterParameterGroupName: { Ref: only(template.findResources('AWS::RDS::DBClusterParameterGroup')) } });
  });

  test('finds its log groups made: encrypted, limited, under the names that RDS writes to', () => {
    const clusters: Record<string, { DependsOn: string[]; Properties: { DBClusterIdentifier: unknown; EnableCloudwatchLogsExports: string[] } }> = JSON.parse(JSON.stringify(template.findResources(CLUSTER)));
    const [cluster] = Object.values(clusters);
    const [separator, parts] = JSON.parse(JSON.stringify(cluster?.Properties.DBClusterIdentifier ?? {}))['Fn::Join'] ?? [];
    expect(separator).toBe('');
    expect(cluster?.Properties.EnableCloudwatchLogsExports).toEqual(['postgresql', 'iam-db-auth-error']);
    for (const type of cluster?.Properties.EnableCloudwatchLogsExports ?? []) {
      const [first = '', ...rest]: unknown[] = parts;
      const found = template.findResources('AWS::Logs::LogGroup', { Properties: {
        LogGroupName: { 'Fn::Join': ['', [`/aws/rds/cluster/${String(first)}`, ...rest, `/${type}`]] }, KmsKeyId: stack.resolve(keyArn(stack, 'LogsKey')), RetentionInDays: 365,
      } });
      expect(cluster?.DependsOn).toContain(only(found));
    }
  });

  test('names the cluster after the deployed stack, so that a retained one does not block the next', () => {
    expect(JSON.stringify(template.findResources(CLUSTER))).toMatch(/"DBClusterIdentifier":\{"Fn::Join":\["",\["vectors-[0-9a-f]{8}-",\{"Fn::Select":\[0,\{"Fn::Split":\["-",\{"Fn::Select":\[2,\{"Fn::Split":\["\/",\{"Ref":"AWS::StackId"\}\]\}\]\}\]\}\]\}\]\]\}/);
  });

  test('has no finding open and no acknowledgement stale', () => expectNothingOpenOrStale(built));
});

/** ARN of a key that `build` made. */
function keyArn(stack: Stack, id: string): unknown {
  const key = stack.node.findChild(id);
  return key.node.defaultChild === undefined || !kms.CfnKey.isCfnKey(key.node.defaultChild) ? undefined : key.node.defaultChild.attrArn;
}

describe('the schema', () => {
  const { template, stack } = build();
  const clusterId = only(template.findResources(CLUSTER));
  const schemas: Record<string, { DependsOn: string[]; Properties: Record<string, unknown> }> = JSON.parse(JSON.stringify(template.findResources('Custom::VectorSchema')));
  const [schema] = Object.values(schemas);
  const secretArn = { 'Fn::GetAtt': [clusterId, 'MasterUserSecret.SecretArn'] };
  const clusterArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':cluster:', { Ref: clusterId }]] };

  test('is migrated by a custom resource that changes with the migrations and the engine', () => {
    expect(schema?.Properties).toMatchObject({ ClusterArn: clusterArn, SecretArn: secretArn, Database: 'vectors', Dimensions: 1024, EngineVersion: '17.9', Migrations: [...VECTOR_MIGRATIONS] });
  });

  test('waits for the writer and for the rights of the function', () => {
    expect(schema?.DependsOn).toContain(only(template.findResources(INSTANCE)));
    const functions: Record<string, { DependsOn?: string[] }> = JSON.parse(JSON.stringify(template.findResources('AWS::Lambda::Function')));
    const [handler = ''] = Object.keys(functions);
    expect(schema?.Properties.ServiceToken).toEqual({ 'Fn::GetAtt': [handler, 'Arn'] });
    expect([...(schema?.DependsOn ?? []), ...(functions[handler]?.DependsOn ?? [])]).toContain(only(template.findResources('AWS::IAM::ManagedPolicy')));
  });

  test('is reached through the Data API, from a function outside the network', () => {
    template.hasResourceProperties(CLUSTER, { EnableHttpEndpoint: true });
    template.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: Match.absent(), Timeout: 600 });
  });

  test('is migrated by a function that may run statements on this cluster, read this secret, and nothing else', () => {
    const policies: Record<string, { Properties: { PolicyDocument: { Statement: { Sid?: string; Effect: string; Action: unknown; Resource: unknown; Condition?: unknown }[] } } }> =
      JSON.parse(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy')));
    const statements = Object.values(policies).flatMap((policy) => policy.Properties.PolicyDocument.Statement);
    const named = (sid: string) => statements.filter((statement) => statement.Sid === sid);
    expect(named('RunStatements')).toEqual([{ Sid: 'RunStatements', Effect: 'Allow', Resource: clusterArn,
      Action: ['rds-data:BeginTransaction', 'rds-data:CommitTransaction', 'rds-data:ExecuteStatement', 'rds-data:RollbackTransaction'] }]);
    expect(named('ReadMasterSecret')).toEqual([{ Sid: 'ReadMasterSecret', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn }]);
    expect(named('OpenMasterSecret')).toEqual([{ Sid: 'OpenMasterSecret', Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(keyArn(stack, 'SecretsKey')),
      Condition: { StringEquals: { 'kms:ViaService': [{ 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] }] } } }]);
    const others = statements.filter(({ Sid }) => Sid === undefined).flatMap(({ Action }) => Action);
    expect(others.filter((action) => !/^(logs:(CreateLogStream|PutLogEvents)|sqs:(SendMessage|GetQueueAttributes|GetQueueUrl))$/.test(String(action)))).toEqual([]);
    expect(JSON.stringify(statements.map(({ Resource }) => Resource))).not.toContain('"*"');
  });
});

describe('with everything', () => {
  const built = build({
    dimensions: 3072, engineVersion: rds.AuroraPostgresEngineVersion.VER_18_3, databaseName: 'knowledge', clusterIdentifier: 'team-vectors', minCapacity: 2, maxCapacity: 16.5,
    multiAz: true, ioOptimized: true, backupRetention: Duration.days(35), enhancedMonitoringInterval: Duration.minutes(1), removalPolicy: RemovalPolicy.SNAPSHOT, logRetention: logs.RetentionDays.TWO_YEARS,
  });
  const { template } = built;

  test('each property reaches the cluster', () => {
    template.hasResourceProperties(CLUSTER, {
      EngineVersion: '18.3', DatabaseName: 'knowledge', DBClusterIdentifier: 'team-vectors', StorageType: 'aurora-iopt1', BackupRetentionPeriod: 35, DeletionProtection: true,
      ServerlessV2ScalingConfiguration: { MinCapacity: 2, MaxCapacity: 16.5 },
    });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Family: 'aurora-postgresql18', Parameters: { log_connections: 'all' } });
    template.hasResourceProperties('Custom::VectorSchema', { Database: 'knowledge', Dimensions: 3072, EngineVersion: '18.3' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/rds/cluster/team-vectors/postgresql', RetentionInDays: 731 });
  });

  test('a snapshot is left when the stack goes, and the logs stay', () => {
    template.allResources(CLUSTER, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
  });

  test('a reader takes over from the writer, and is as closed as it', () => {
    template.resourceCountIs(INSTANCE, 2);
    template.allResourcesProperties(INSTANCE, { PubliclyAccessible: false, DBInstanceClass: 'db.serverless', MonitoringInterval: 60 });
    template.hasResourceProperties(INSTANCE, { PromotionTier: 1 });
  });

  test('the monitoring role writes to the one log group, for this account only', () => {
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{
      Principal: { Service: 'monitoring.rds.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }] } });
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('AmazonRDSEnhancedMonitoringRole');
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('MonitoringRole') }], PolicyDocument: { Statement: [
      Match.objectLike({ Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'] }),
      Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'] }),
    ] } });
  });

  test('has no finding open and no acknowledgement stale', () => expectNothingOpenOrStale(built));
});

describe('for development', () => {
  const built = build({ removalPolicy: RemovalPolicy.DESTROY, pauseWhenIdle: Duration.minutes(10) });
  const { template } = built;

  test('pauses at zero', () => template.hasResourceProperties(CLUSTER, { ServerlessV2ScalingConfiguration: { MinCapacity: 0, SecondsUntilAutoPause: 600 } }));
  test('goes with the stack, with its backups and its logs', () => {
    template.hasResourceProperties(CLUSTER, { DeletionProtection: false, DeleteAutomatedBackups: true });
    for (const type of [CLUSTER, INSTANCE, 'AWS::Logs::LogGroup']) template.allResources(type, { DeletionPolicy: 'Delete' });
    expect(JSON.stringify(Object.values(template.findResources('AWS::RDS::DBSubnetGroup')))).not.toContain('Retain');
    expect(JSON.stringify(Object.values(template.findResources('AWS::RDS::DBClusterParameterGroup')))).not.toContain('Retain');
  });
  test('has no finding open and no acknowledgement stale', () => expectNothingOpenOrStale(built));
});

describe('fails when', () => {
  test.each<[string, Partial<AuroraVectorStoreProps>, string]>([
    ['the dimensions are more than an index holds', { dimensions: 4001 }, 'VectorDimensionsInvalid'],
    ['the dimensions are no whole number', { dimensions: 1.5 }, 'VectorDimensionsInvalid'],
    ['the least capacity is zero without a pause', { minCapacity: 0 }, 'VectorMinCapacityInvalid'],
    ['a capacity is not in half steps', { maxCapacity: 4.25 }, 'VectorMaxCapacityInvalid'],
    ['the capacities are the wrong way round', { minCapacity: 8, maxCapacity: 4 }, 'VectorCapacityRangeInvalid'],
    ['it pauses too early', { pauseWhenIdle: Duration.minutes(1) }, 'VectorPauseInvalid'],
    ['it pauses but may not reach zero', { pauseWhenIdle: Duration.minutes(5), minCapacity: 1 }, 'VectorPauseWithMinCapacity'],
    ['backups are kept too short', { backupRetention: Duration.days(1) }, 'VectorBackupRetentionInvalid'],
    ['backups are kept longer than RDS can', { backupRetention: Duration.days(36) }, 'VectorBackupRetentionInvalid'],
    ['backups are kept for part of a day', { backupRetention: Duration.hours(180) }, 'VectorBackupRetentionInvalid'],
    ['the cluster has an upper-case name', { clusterIdentifier: 'Vectors' }, 'VectorClusterIdentifierInvalid'],
    ['the database has a name of PostgreSQL', { databaseName: 'postgres' }, 'VectorDatabaseNameInvalid'],
    ['the engine has no pgvector 0.8', { engineVersion: rds.AuroraPostgresEngineVersion.VER_16_6 }, 'VectorEngineVersionTooOld'],
    ['the engine is of an old major version', { engineVersion: rds.AuroraPostgresEngineVersion.VER_15_15 }, 'VectorEngineVersionTooOld'],
    ['metrics are asked for at an interval that RDS does not have', { enhancedMonitoringInterval: Duration.seconds(7) }, 'VectorMonitoringIntervalInvalid'],
  ])('%s', (_, props, code) => {
    expect(() => build(props)).toThrow(`[${code}]`);
  });

  test('several things are wrong, with all of them in one message', () => {
    const error: unknown = (() => { try { build({ dimensions: 0, maxCapacity: 0, backupRetention: Duration.days(90) }); return undefined; } catch (thrown) { return thrown; } })();
    expect(PlatformError.isPlatformError(error) && error.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['VectorDimensionsInvalid', 'VectorMaxCapacityInvalid', 'VectorBackupRetentionInvalid']));
    expect(String(error)).toContain('Vectors/Store');
  });
});

describe('grants', () => {
  const connectTo = (user: string, ...resourceId: unknown[]) => ({
    PolicyDocument: { Statement: [{
      Effect: 'Allow', Action: 'rds-db:connect',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds-db:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ...(resourceId.length > 0 ? [':dbuser:', ...resourceId, `/${user}`] : [`:dbuser:${user}`])]] },
    }] },
  });

  test.each<[string, Grant, string]>([
    ['connect: as the application user of this cluster only', (store, role) => { store.grants.connect(role); }, VECTOR_STORE.roles.application],
    ['eraseTenants: as the eraser only', (store, role) => { store.grants.eraseTenants(role); }, VECTOR_STORE.roles.erasure],
  ])('%s', (_, grant, user) => {
    const { template } = build({}, FLAGS, undefined, grant);
    template.hasResourceProperties('AWS::IAM::Policy', connectTo(user, { 'Fn::GetAtt': [only(template.findResources(CLUSTER)), 'DBClusterResourceId'] }));
  });

  test('on an imported store name the id that was given', () => {
    const stack = new Stack(new App(), 'Imported');
    const store = AuroraVectorStore.fromVectorStoreAttributes(stack, 'Store', { endpointHost: 'db.example', clusterIdentifier: 'vectors', clusterResourceId: 'cluster-ABC' });
    store.grants.connect(new iam.Role(stack, 'Workload', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', connectTo(`cluster-ABC/${VECTOR_STORE.roles.application}`));
  });
});

describe('an imported store', () => {
  const stack = new Stack(new App(), 'Imported');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
  const attributes = { endpointHost: 'db.example', clusterIdentifier: 'vectors', clusterResourceId: 'cluster-ABC' };

  test('has the defaults of one that is made here, and makes nothing', () => {
    const store = AuroraVectorStore.fromVectorStoreAttributes(stack, 'Plain', attributes);
    expect(store).toMatchObject({ endpointHost: 'db.example', endpointPort: 5432, databaseName: VECTOR_STORE.database, applicationUser: VECTOR_STORE.roles.application });
    expect(store.connections.securityGroups).toEqual([]);
    expect(store.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))).toEqual([]);
  });

  test('has what it was given', () => {
    const store = AuroraVectorStore.fromVectorStoreAttributes(stack, 'Full', { ...attributes, endpointPort: 6432, databaseName: 'd', applicationUser: 'u', securityGroups: [group] });
    expect(store).toMatchObject({ endpointPort: 6432, databaseName: 'd', applicationUser: 'u' });
    expect(store.connections.securityGroups).toEqual([group]);
    expect(store.metric('CPUUtilization').dimensions).toEqual({ DBClusterIdentifier: 'vectors' });
  });
});

test('metrics are those that Aurora emits for the cluster', () => {
  const { stack, store, template } = build();
  const dimensions = { DBClusterIdentifier: { Ref: only(template.findResources(CLUSTER)) } };
  for (const [metric, name] of [[store.metricCapacity(), 'ServerlessDatabaseCapacity'], [store.metricCapacityUtilization(), 'ACUUtilization'], [store.metricConnections({ statistic: 'Maximum' }), 'DatabaseConnections']] as const) {
    expect(metric).toMatchObject({ namespace: 'AWS/RDS', metricName: name });
    expect(stack.resolve(metric.dimensions)).toEqual(dimensions);
  }
});

test('an existing role takes the place of the monitoring role', () => {
  const { template } = build({ enhancedMonitoringInterval: Duration.minutes(1) }, { ...FLAGS, [EXISTING_ROLES_CONTEXT]: { 'Vectors/Store/MonitoringRole': 'theirs' } });
  template.hasResourceProperties(INSTANCE, { MonitoringRoleArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/theirs']] } });
});

test('the cluster is the default child', () => {
  expect(rds.CfnDBCluster.isCfnDBCluster(build().store.node.defaultChild)).toBe(true);
});

test('keys and network in a first stack are only read: no cycle, and nothing is written to them', () => {
  const app = new App({ context: FLAGS });
  const foundation = new Stack(app, 'Foundation');
  const network = new TestNetwork(foundation, 'Network');
  const encryptionKey = new kms.Key(foundation, 'Vectors');
  const logEncryptionKey = new kms.Key(foundation, 'Logs');
  network.securityGroup(SecurityGroupRole.VECTOR_STORE);
  const vectors = new Stack(app, 'Vectors');
  const store = new AuroraVectorStore(vectors, 'Store', { network, encryptionKey, logEncryptionKey });
  const third = new Stack(app, 'Gateway');
  store.grants.connect(new iam.Role(third, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
  app.synth();
  expect(vectors.dependencies).toEqual([foundation]);
  expect(foundation.dependencies).toEqual([]);
  expect(third.dependencies).toEqual([vectors]);
  const template = Template.fromStack(foundation);
  for (const type of ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress', 'AWS::RDS::DBSubnetGroup']) template.resourceCountIs(type, 0);
  expect(JSON.stringify(template.findResources('AWS::KMS::Key'))).not.toContain('kms:ViaService');
});

test('in China, ARNs carry the partition, and the key is used through the service under either name', () => {
  const built = build({ enhancedMonitoringInterval: Duration.minutes(1) }, FLAGS, 'cn-north-1', (store, role) => { store.grants.connect(role); });
  const text = JSON.stringify(built.template.toJSON());
  expect(text).not.toContain('arn:aws:');
  expect(text).toContain('["secretsmanager.cn-north-1.amazonaws.com","secretsmanager.cn-north-1.amazonaws.com.cn"]');
  expectNothingOpenOrStale(built);
});

test('the same app gives the same template', () => {
  expect(build().template.toJSON()).toEqual(build().template.toJSON());
});
