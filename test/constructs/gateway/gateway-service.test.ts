import { App, Duration, RemovalPolicy, Stack, aws_applicationautoscaling as appscaling, aws_certificatemanager as acm, aws_ecs as ecs, aws_elasticloadbalancingv2 as elbv2, aws_kms as kms, aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_sns as sns } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { GatewayService, GatewayStateTable, type GatewayServiceProps } from '../../../constructs/gateway';
import { WEAKENING_METADATA } from '../../../constructs/core/justification';
import { PinnedImage } from '../../../constructs/inference';
import { GATEWAY_ENV } from '../../../lib/contract/gateway';
import { GATEWAY_METRICS, GATEWAY_METRIC_NAMESPACE, GATEWAY_TENANT_DIMENSION } from '../../../lib/contract/gateway-metrics';
import { PlatformError } from '../../../lib/contract/platform-error';
import { DIGEST, at, dependencies, resourceOf, world, type World } from '../inference/fixture';
import { judge } from '../../judge';

function required(w: World): GatewayServiceProps {
  return {
    network: w.network,
    image: PinnedImage.fromDigest(w.repository, DIGEST),
    certificate: acm.Certificate.fromCertificateArn(w.stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1'),
    tlsSecret: w.required.tlsSecret,
    accessLogsBucket: new s3.Bucket(w.shared, 'AccessLogs', { encryption: s3.BucketEncryption.S3_MANAGED }),
    tokenIssuer: 'https://issuer.example',
    tokenAudience: 'client',
    inferenceUrl: 'https://inference.platform.internal:8000',
    modelName: 'llama',
    logEncryptionKey: w.required.logEncryptionKey,
  };
}

const attributes = (template: Template, type: string, name: string): Record<string, unknown> =>
  Object.fromEntries((at(resourceOf(template, type), name) as { Key: string; Value: unknown }[]).map(({ Key, Value }) => [Key, Value]));

const environment = (template: Template): Record<string, unknown> =>
  Object.fromEntries((at(resourceOf(template, 'AWS::ECS::TaskDefinition'), 'ContainerDefinitions.0.Environment') as { Name: string; Value: unknown }[]).map(({ Name, Value }) => [Name, Value]));

describe('the default gateway, beside the network, keys and log bucket of another stack', () => {
  const w = world();
  const gateway = new GatewayService(w.stack, 'Gateway', required(w));
  const template = Template.fromStack(w.stack);
  const service = resourceOf(template, 'AWS::ECS::Service');
  const container = at(resourceOf(template, 'AWS::ECS::TaskDefinition'), 'ContainerDefinitions.0');

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => {
    expect(judge(gateway)).toEqual({ open: [], stale: [] });
  });

  test('writes to no key, bucket or secret of the other stack', () => {
    const shared = Template.fromStack(w.shared);
    for (const type of ['AWS::S3::BucketPolicy', 'AWS::SecretsManager::ResourcePolicy', 'AWS::ECR::RepositoryPolicy']) expect(shared.findResources(type)).toEqual({});
    expect(JSON.stringify(shared.findResources('AWS::KMS::Key'))).not.toContain('Gateway');
    expect(Object.keys(shared.findResources('AWS::EC2::SecurityGroupIngress'))).toEqual([]);
  });

  test('is internal, in APP subnets, with the load balancer group', () => {
    const balancer = resourceOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect(balancer).toMatchObject({ Scheme: 'internal', Type: 'application' });
    expect(JSON.stringify(balancer.Subnets)).toContain('appSubnet');
    expect(JSON.stringify(balancer.SecurityGroups)).toContain('GrouploadBalancer');
  });

  test('logs accesses and connections, drops odd headers, waits for long streams and cannot be deleted by mistake', () => {
    expect(attributes(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes')).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': expect.anything(),
      'access_logs.s3.prefix': 'gateway',
      'connection_logs.s3.enabled': 'true',
      'connection_logs.s3.bucket': expect.anything(),
      'connection_logs.s3.prefix': 'gateway',
      'deletion_protection.enabled': 'true',
      'idle_timeout.timeout_seconds': '900',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
    });
  });

  test('listens with TLS only, with post-quantum key agreement, and forwards with TLS', () => {
    expect(resourceOf(template, 'AWS::ElasticLoadBalancingV2::Listener')).toMatchObject({ Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', DefaultActions: [{ Type: 'fixed-response' }] });
    expect(resourceOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ Port: 8443, Protocol: 'HTTPS', TargetType: 'ip', HealthCheckPath: '/healthz', HealthCheckProtocol: 'HTTPS' });
    expect(resourceOf(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')).toMatchObject({
      ListenerArn: { Ref: expect.stringContaining('Listener') }, Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }], Actions: [{ Type: 'forward' }],
    });
  });

  test('takes a task out within a minute of its failing, and lets it end its answers first', () => {
    expect(resourceOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ VpcId: expect.anything(), HealthCheckIntervalSeconds: 15, HealthCheckTimeoutSeconds: 5, HealthyThresholdCount: 2, UnhealthyThresholdCount: 3, Matcher: { HttpCode: '200' } });
    expect(attributes(template, 'AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroupAttributes')).toEqual({
      'deregistration_delay.timeout_seconds': '120', 'load_balancing.algorithm.type': 'least_outstanding_requests', 'stickiness.enabled': 'false',
    });
    expect(service).toMatchObject({ HealthCheckGracePeriodSeconds: 60, LoadBalancers: [{ ContainerName: 'gateway', ContainerPort: 8443, TargetGroupArn: { Ref: expect.stringContaining('Targets') } }] });
  });

  test('acts by its own role, is started by another, waits for the permissions of both, and writes to /tmp alone', () => {
    const definition = Object.values(template.findResources('AWS::ECS::TaskDefinition'))[0];
    expect(definition?.Properties).toMatchObject({
      TaskRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/TaskRole/), 'Arn'] }, ExecutionRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/TaskExecutionRole/), 'Arn'] },
      NetworkMode: 'awsvpc', RuntimePlatform: { OperatingSystemFamily: 'LINUX', CpuArchitecture: 'ARM64' },
      ContainerDefinitions: [{ MountPoints: [{ SourceVolume: 'scratch', ContainerPath: '/tmp', ReadOnly: false }], PortMappings: [{ ContainerPort: 8443, Protocol: 'tcp' }] }],
    });
    expect(definition?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/TaskRolePermissions/), expect.stringMatching(/TaskExecutionRolePermissions/)]));
  });

  test('runs unprivileged on a read-only root, without capabilities, by digest', () => {
    expect(container).toMatchObject({ User: '65532:65532', Privileged: false, ReadonlyRootFilesystem: true, LinuxParameters: { Capabilities: { Drop: ['ALL'] } } });
    expect(JSON.stringify(at(container, 'Image'))).toContain(`@${DIGEST}`);
    expect(container).not.toHaveProperty('Secrets');
  });

  test('does not use what Fargate refuses', () => {
    expect(JSON.stringify(container)).not.toMatch(/SharedMemorySize|Tmpfs|DockerSecurityOptions/);
    expect(Number(at(container, 'StopTimeout'))).toBeLessThanOrEqual(120);
  });

  test('tells the container names and ARNs, no secret', () => {
    expect(environment(template)).toEqual({
      PORT: '8443', TOKEN_ISSUER: 'https://issuer.example', TOKEN_AUDIENCE: 'client', TENANT_CLAIM: 'tenant', GROUPS_CLAIM: 'cognito:groups', SCOPE_CLAIM: 'scope',
      INFERENCE_URL: 'https://inference.platform.internal:8000', MODEL_NAME: 'llama', TLS_SECRET_ARN: expect.anything(), NODE_OPTIONS: '--max-old-space-size=1365',
    });
  });

  test('runs on Fargate in APP subnets with the gateway group, in several zones, and cannot be entered', () => {
    expect(service).toMatchObject({ LaunchType: 'FARGATE', DesiredCount: 2, AvailabilityZoneRebalancing: 'ENABLED', EnableExecuteCommand: false, NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } });
    expect(JSON.stringify(service.NetworkConfiguration)).toMatch(/Groupgateway.*appSubnet1.*appSubnet2/);
  });

  test('keeps all tasks while it deploys, and rolls back on failure or errors', () => {
    expect(service.DeploymentConfiguration).toMatchObject({ Strategy: 'ROLLING', MinimumHealthyPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true }, Alarms: { Enable: true, Rollback: true } });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'HTTPCode_Target_5XX_Count', Dimensions: [{ Name: 'LoadBalancer' }] });
  });

  test('starts after the listener forwards to it', () => {
    const order = dependencies(template);
    expect(order.direct(order.idOf('AWS::ECS::Service'))).toContain(order.idOf('AWS::ElasticLoadBalancingV2::ListenerRule'));
  });

  test('scales with processor use and with requests', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 10, RoleARN: Match.anyValue() });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } } });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: Match.anyValue() } } });
  });

  test('may read its certificate, and no more until something is granted', () => {
    const policy = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).find(([id]) => id.includes('TaskRolePermissions'))?.[1];
    expect((at(policy, 'Properties.PolicyDocument.Statement') as { Action: unknown }[]).map(({ Action }) => Action)).toEqual(['secretsmanager:GetSecretValue', 'kms:Decrypt']);
  });

  test('is a service for constructs of CDK', () => {
    expect(w.stack.resolve(gateway.service.serviceArn)).toEqual({ Ref: dependencies(template).idOf('AWS::ECS::Service') });
  });

  test('offers what the gateway writes of use, by tenant or of all together, under the names of the contract', () => {
    const named = [gateway.metricInputTokens(), gateway.metricOutputTokens(), gateway.metricCost(), gateway.metricDenials(), gateway.metricBudgetRefusals(), gateway.metricTokenAnomalies()];
    expect(named.map(({ metricName }) => metricName)).toEqual([GATEWAY_METRICS.inputTokens, GATEWAY_METRICS.outputTokens, GATEWAY_METRICS.cost, GATEWAY_METRICS.denials, GATEWAY_METRICS.budgetRefusals, GATEWAY_METRICS.tokenAnomalies]);
    for (const { namespace, statistic, dimensions } of named) expect([namespace, statistic, dimensions]).toEqual([GATEWAY_METRIC_NAMESPACE, 'Sum', undefined]);
    expect(gateway.metricDenials({ tenant: 'research', period: Duration.hours(1) })).toMatchObject({ dimensions: { [GATEWAY_TENANT_DIMENSION]: 'research' }, period: Duration.hours(1) });
  });

  test('alarms when a tenant uses unusually many tokens, and stops no deployment by it', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: GATEWAY_METRICS.tokenAnomalies, Namespace: GATEWAY_METRIC_NAMESPACE, Threshold: 1, TreatMissingData: 'notBreaching' });
    expect(at(service, 'DeploymentConfiguration.Alarms.AlarmNames')).toEqual([{ Ref: expect.stringContaining('ErrorAlarm') }]);
  });

  test('emits metrics of its load balancer and tasks', () => {
    expect(gateway.metricRequests().metricName).toBe('RequestCount');
    expect(gateway.metricLatency().statistic).toBe('p99');
    expect(gateway.metricCpuUtilization().dimensions).toEqual({ ClusterName: gateway.clusterName, ServiceName: gateway.serviceName });
  });
});

const SETTINGS = {
  approvals: { reviewerGroups: ['release-managers'] },
  pii: { fromModel: { weakenedTo: 'allow', reason: 'the answers are synthetic test data', owner: 'ml-team', expires: '2027-05-31' } },
};

describe('with everything set, in one stack', () => {
  const w = world({ oneStack: true, app: { context: recommendedFlags } });
  const auditKey = new kms.Key(w.stack, 'AuditKey');
  const gateway = new GatewayService(w.stack, 'Gateway', {
    ...required(w),
    canary: { percent: 5, bakeTime: Duration.minutes(15) },
    auditBucket: new s3.Bucket(w.stack, 'Audit', { encryptionKey: auditKey }),
    vectorStoreHost: 'db.internal',
    vectorStoreDatabase: 'vectors',
    vectorStoreUser: 'gateway',
    environment: { LOG_LEVEL: 'info', NODE_OPTIONS: '--max-old-space-size=3000' },
    scopeClaim: '',
    groupScopes: { ml: ['inference/invoke'] },
    tokenKeysSecret: new secretsmanager.Secret(w.stack, 'TokenKeys'),
    jwksUri: 'https://issuer.example/keys',
    stateTable: new GatewayStateTable(w.stack, 'State', { encryptionKey: auditKey }),
    settings: SETTINGS,
    cpu: 2048,
    memoryMib: 4096,
    cpuArchitecture: ecs.CpuArchitecture.X86_64,
    cluster: new ecs.Cluster(w.stack, 'Cluster', { vpc: w.network.vpc }),
    minTasks: 3,
    sslPolicy: elbv2.SslPolicy.TLS13_13_PQ,
    schedule: { start: appscaling.Schedule.expression('cron(0 6 * * ? *)'), stop: appscaling.Schedule.expression('cron(0 20 * * ? *)') },
    alarmTopic: new sns.Topic(w.stack, 'Alarms'),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const template = Template.fromStack(w.stack);
  const service = resourceOf(template, 'AWS::ECS::Service');

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => {
    expect(judge(gateway)).toEqual({ open: [], stale: [] });
  });

  test('gives a new version five percent of the requests first, and all after a quarter of an hour without alarm', () => {
    expect(service.DeploymentConfiguration).toMatchObject({ Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 15 }, Alarms: { Rollback: true } });
    expect(service.DeploymentConfiguration).not.toHaveProperty('DeploymentCircuitBreaker');
    const groups = Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));
    expect(groups).toHaveLength(2);
    const weights = (at(resourceOf(template, 'AWS::ElasticLoadBalancingV2::ListenerRule'), 'Actions.0.ForwardConfig.TargetGroups') as { TargetGroupArn: { Ref: string }; Weight: number }[]).map(({ TargetGroupArn, Weight }) => [TargetGroupArn.Ref, Weight]);
    expect(weights).toEqual([[expect.not.stringContaining('Canary'), 100], [expect.stringContaining('Canary'), 0]]);
    expect(at(service, 'LoadBalancers.0.AdvancedConfiguration')).toMatchObject({ AlternateTargetGroupArn: { Ref: expect.stringContaining('Canary') }, ProductionListenerRule: { Ref: expect.stringContaining('Production') } });
  });

  test('lets ECS change the rule, listener and target groups of this load balancer only', () => {
    const policy = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).find(([id]) => id.includes('CanaryRole'))?.[1];
    const statements = at(policy, 'Properties.PolicyDocument.Statement') as { Action: string | string[]; Resource: unknown }[];
    expect(statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action)).toEqual(['Listeners', 'Rules', 'TargetGroups', 'TargetHealth'].map((what) => `elasticloadbalancing:Describe${what}`));
    const targets = statements.find(({ Action }) => Action.includes('elasticloadbalancing:RegisterTargets'))?.Resource;
    expect(targets).toEqual(expect.arrayContaining([{ Ref: expect.stringMatching(/LoadBalancerTargets/) }, { Ref: expect.stringMatching(/LoadBalancerCanaryTargets/) }]));
    expect(targets).toHaveLength(2);
    expect(at(service, 'LoadBalancers.0.AdvancedConfiguration.RoleArn')).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/CanaryRole/), 'Arn'] });
    expect(statements.filter(({ Resource }) => Resource !== '*').flatMap(({ Action }) => Action)).toEqual(['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:ModifyListener', 'elasticloadbalancing:ModifyRule']);
  });

  test('does not scale by requests to a target group that changes places', () => {
    expect(JSON.stringify(template.findResources('AWS::ApplicationAutoScaling::ScalingPolicy'))).not.toContain('ALBRequestCountPerTarget');
  });

  test('writes audit records under one prefix with one key, and cannot read them', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [Match.anyValue(), '/gateway/*']] } }),
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: { StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] } } }),
        ]),
      },
    });
    expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).not.toContain('s3:GetObject');
  });

  test('gets data keys to seal audit records with, directly and for this purpose only, and cannot open what they seal', () => {
    const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[]);
    const direct = statements.filter((statement) => JSON.stringify(statement.Action).includes('kms:') && at(statement, 'Condition.StringEquals.kms:ViaService') === undefined);
    expect(direct).toEqual([{
      Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: { 'Fn::GetAtt': [expect.stringContaining('AuditKey'), 'Arn'] },
      Condition: { StringEquals: { 'kms:EncryptionContext:purpose': 'gateway-audit' }, Null: { 'kms:ViaService': 'true' } },
    }]);
  });

  test('keeps budgets and approvals in the table, and may do no more with it than that takes', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('State'), 'Arn'] } }),
        ]),
      },
    });
    expect(environment(template).STATE_TABLE).toEqual({ Ref: expect.stringContaining('State') });
  });

  test('reads the keys of the issuer from their secret, which goes before an address', () => {
    expect(environment(template).TOKEN_KEYS_SECRET_ARN).toEqual({ Ref: expect.stringContaining('TokenKeys') });
    expect(environment(template)).not.toHaveProperty('JWKS_URI');
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'secretsmanager:GetSecretValue', Resource: Match.arrayWith([{ Ref: Match.stringLikeRegexp('TokenKeys') }]) })]) } });
  });

  test('is told the scopes of groups, and that no other claim counts', () => {
    expect(environment(template)).toMatchObject({ SCOPE_CLAIM: '', GROUP_SCOPES: '{"ml":["inference/invoke"]}' });
  });

  test('is handed its settings as JSON; what they weaken is on record', () => {
    expect(JSON.parse(String(environment(template).GATEWAY_SETTINGS))).toEqual(SETTINGS);
    expect(gateway.node.metadata.filter(({ type }) => type === WEAKENING_METADATA).map(({ data }) => data)).toEqual([
      { control: 'GatewayPiiFromModel', reason: 'the answers are synthetic test data', owner: 'ml-team', expires: '2027-05-31' },
    ]);
  });

  test('waits for the endpoints and lets the log delivery in first', () => {
    const order = dependencies(template);
    expect(order.direct(order.idOf('AWS::ECS::Service'))).toContain(order.idOf('AWS::EC2::VPCEndpoint'));
    expect(order.direct(order.idOf('AWS::ElasticLoadBalancingV2::LoadBalancer'))).toContain(order.idOf('AWS::S3::BucketPolicy'));
    template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, Action: 's3:PutObject' })]) } });
  });

  test('goes with the stack', () => {
    expect(attributes(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes')['deletion_protection.enabled']).toBe('false');
    for (const group of Object.values(template.findResources('AWS::Logs::LogGroup'))) expect(group).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  test('passes on what it was told', () => {
    expect(environment(template)).toMatchObject({ LOG_LEVEL: 'info', NODE_OPTIONS: '--max-old-space-size=3000', VECTOR_STORE_HOST: 'db.internal', VECTOR_STORE_PORT: '5432', VECTOR_STORE_USER: 'gateway', VECTOR_STORE_DATABASE: 'vectors', AUDIT_PREFIX: 'gateway', AUDIT_BUCKET: expect.anything(), AUDIT_KEY_ARN: expect.anything() });
    expect(resourceOf(template, 'AWS::ElasticLoadBalancingV2::Listener')).toMatchObject({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09' });
    expect(resourceOf(template, 'AWS::ECS::TaskDefinition')).toMatchObject({ Cpu: '2048', Memory: '4096', RuntimePlatform: { CpuArchitecture: 'X86_64' } });
  });
});

test('with an audit bucket of another stack, leaves nothing open and makes no cycle', () => {
  const w = world();
  const auditBucket = new s3.Bucket(w.shared, 'Audit', { encryptionKey: new kms.Key(w.shared, 'AuditKey') });
  const gateway = new GatewayService(w.stack, 'Gateway', { ...required(w), auditBucket });
  w.app.synth();
  expect(judge(gateway)).toEqual({ open: [], stale: [] });
});

test('before its image is published, deploys everything and holds the service at zero', () => {
  const w = world();
  const gateway = new GatewayService(w.stack, 'Gateway', { ...required(w), image: PinnedImage.unpublished(w.repository) });
  const template = Template.fromStack(w.stack);
  expect(gateway.held).toBe(true);
  expect(resourceOf(template, 'AWS::ECS::Service').DesiredCount).toBe(0);
  expect(resourceOf(template, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({ MinCapacity: 0, MaxCapacity: 0 });
  template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 0);
});

test('writes no AWS partition and no deployment alarm into a template for China', () => {
  const w = world({ env: { account: '111122223333', region: 'cn-north-1' } });
  new GatewayService(w.stack, 'Gateway', { ...required(w), certificate: acm.Certificate.fromCertificateArn(w.stack, 'Cn', 'arn:aws-cn:acm:cn-north-1:111122223333:certificate/1') });
  const template = Template.fromStack(w.stack);
  expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
  expect(at(resourceOf(template, 'AWS::ECS::Service'), 'DeploymentConfiguration')).not.toHaveProperty('Alarms');
});

test('asks an issuer that its network reaches at the given address', () => {
  const w = world();
  new GatewayService(w.stack, 'Gateway', { ...required(w), jwksUri: 'https://issuer.example/keys' });
  expect(environment(Template.fromStack(w.stack))).toMatchObject({ JWKS_URI: 'https://issuer.example/keys' });
});

test('offers an imported gateway with metrics', () => {
  const imported = GatewayService.fromGatewayServiceAttributes(new Stack(new App()), 'Imported', { loadBalancerArn: 'arn', loadBalancerDnsName: 'x.elb.amazonaws.com', loadBalancerFullName: 'app/x/1' });
  expect(imported.metricTargetErrors().dimensions).toEqual({ LoadBalancer: 'app/x/1' });
});

describe('refuses', () => {
  const w = world();
  const base = required(w);
  let n = 0;
  test.each<[string, Partial<GatewayServiceProps>]>([
    ['GatewayCpu', { cpu: 1000 }],
    ['GatewayMemory', { cpu: 256, memoryMib: 4096 }],
    ['GatewayTaskLimits', { minTasks: 5, maxTasks: 2 }],
    ['GatewayDesiredTasks', { desiredTasks: 99 }],
    ['GatewayCanaryPercent', { canary: { percent: 0 } }],
    ['GatewayCanaryBakeTime', { canary: { bakeTime: Duration.seconds(90) } }],
    ['GatewayEnvironment', { environment: { [GATEWAY_ENV.issuer]: 'https://evil.example' } }],
    ['GatewayAuditPrefix', { auditPrefix: '/all/*' }],
    ['GatewayEnvironment', { environment: { [GATEWAY_ENV.settings]: '{}' } }],
    ['GatewayJwksUri', { jwksUri: 'http://issuer.example/keys' }],
    ['GatewaySettings', { settings: JSON.parse('["models"]') }],
    ['GatewaySettingsTooLarge', { settings: { models: [{ name: 'm', systemPrompt: 'ä'.repeat(8_192) }] } }],
  ])('%s', (code, props) => {
    let caught: unknown;
    try {
      new GatewayService(w.stack, `Refused${n++}`, { ...base, ...props });
    } catch (error) {
      caught = error;
    }
    expect(PlatformError.isPlatformError(caught) ? caught.problems.map((problem) => problem.code) : caught).toEqual([code]);
  });
});
