import { App, Duration, RemovalPolicy, Stack, aws_applicationautoscaling as appscaling, aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_servicediscovery as servicediscovery, aws_sns as sns } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { GpuInferenceService, PinnedImage } from '../../../constructs/inference';
import { PlatformError } from '../../../lib/contract/platform-error';
import { OTHER_DIGEST, at, dependencies, resourceOf, world } from './fixture';
import { judge } from '../../judge';

describe('the default inference service, beside the network and keys of another stack', () => {
  const w = world();
  const inference = new GpuInferenceService(w.stack, 'Inference', w.required);
  const sharedBefore = JSON.stringify(Template.fromStack(w.shared).findResources('AWS::KMS::Key'));
  const template = Template.fromStack(w.stack);
  const [definition] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const containers = at(definition, 'Properties.ContainerDefinitions') as Record<string, unknown>[];
  const [verifier, server] = containers;
  const command = (server?.Command as unknown[]).map(String);

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => {
    expect(judge(inference)).toEqual({ open: [], stale: [] });
  });

  test('writes to no key, bucket or secret of the other stack', () => {
    expect(sharedBefore).not.toContain('TaskRole');
    for (const type of ['AWS::S3::BucketPolicy', 'AWS::SecretsManager::ResourcePolicy', 'AWS::ECR::RepositoryPolicy']) expect(Template.fromStack(w.shared).findResources(type)).toEqual({});
  });

  test.each([['verifier', verifier], ['server', server]])('runs the %s unprivileged, as 2000:0, on a read-only root, without capabilities', (_name, container) => {
    expect(container).toMatchObject({
      User: '2000:0',
      Privileged: false,
      ReadonlyRootFilesystem: true,
      DockerSecurityOptions: ['no-new-privileges'],
      LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
    });
    expect(container).not.toHaveProperty('Secrets');
    expect(container).not.toHaveProperty('LinuxParameters.InitProcessEnabled');
  });

  test('shares no namespace with its host', () => {
    expect(at(definition, 'Properties')).toMatchObject({ NetworkMode: 'awsvpc', RequiresCompatibilities: ['EC2'] });
    expect(at(definition, 'Properties')).not.toHaveProperty('PidMode');
    expect(at(definition, 'Properties')).not.toHaveProperty('IpcMode');
  });

  test('names both images by digest', () => {
    expect(JSON.stringify(verifier?.Image)).toContain(`@${OTHER_DIGEST}`);
    expect(JSON.stringify(server?.Image)).toMatch(/@sha256:[0-9a-f]{64}/);
  });

  test('starts the server only after the verifier has succeeded, with model and certificate read-only', () => {
    expect(verifier).toMatchObject({ Essential: false });
    expect(server).toMatchObject({ Essential: true, DependsOn: [{ ContainerName: 'verifier', Condition: 'SUCCESS' }] });
    expect(server?.MountPoints).toEqual([{ SourceVolume: 'model', ContainerPath: '/model', ReadOnly: true }, { SourceVolume: 'tls', ContainerPath: '/tls', ReadOnly: true }]);
    expect(verifier?.MountPoints).toEqual([{ SourceVolume: 'model', ContainerPath: '/model', ReadOnly: false }, { SourceVolume: 'tls', ContainerPath: '/tls', ReadOnly: false }]);
  });

  test('demands client certificates', () => {
    expect(command.join(' ')).toContain('--ssl-certfile /tls/tls.crt --ssl-keyfile /tls/tls.key --ssl-ca-certs /tls/ca.crt --ssl-cert-reqs 2');
    expect(command).toContain('--disable-fastapi-docs');
  });

  test('gives running answers less time to end than the container has', () => {
    expect(Number(command[command.indexOf('--shutdown-timeout') + 1])).toBeLessThan(Number(server?.StopTimeout));
  });

  test('asks for its health over TLS with a client certificate, without curl', () => {
    const [kind, program, , script] = at(server, 'HealthCheck.Command') as string[];
    expect([kind, program]).toEqual(['CMD', 'python3']);
    expect(script).toContain("load_cert_chain('/tls/tls.crt','/tls/tls.key')");
    expect(script).toContain("'https://127.0.0.1:8000/health'");
  });

  test('lets a model load for fifteen minutes before failures count', () => {
    const { StartPeriod, Interval, Retries } = server?.HealthCheck as Record<string, number>;
    expect((StartPeriod ?? 0) + (Interval ?? 0) * (Retries ?? 0)).toBeGreaterThanOrEqual(15 * 60);
    expect(StartPeriod).toBeLessThanOrEqual(300);
  });

  test('keeps the model offline and the caches in memory, executable only where compilers need it', () => {
    expect(server?.Environment).toEqual(expect.arrayContaining([
      { Name: 'HF_HUB_OFFLINE', Value: '1' }, { Name: 'VLLM_NO_USAGE_STATS', Value: '1' }, { Name: 'NVIDIA_DRIVER_CAPABILITIES', Value: 'compute,utility' }, { Name: 'HOME', Value: '/home/vllm' },
    ]));
    expect(server?.LinuxParameters).toMatchObject({ Tmpfs: [{ ContainerPath: '/tmp', MountOptions: expect.arrayContaining(['noexec']) }, { ContainerPath: '/home/vllm', MountOptions: expect.arrayContaining(['exec', 'nosuid', 'nodev']) }] });
    expect(JSON.stringify(server?.Environment)).not.toContain('VLLM_SERVER_DEV_MODE');
  });

  test('asks for all GPUs of an instance and for less memory than it registers', () => {
    expect(server?.ResourceRequirements).toEqual([{ Type: 'GPU', Value: '1' }]);
    expect(Number(at(definition, 'Properties.Memory'))).toBeLessThan(16 * 1024 * 0.92);
    expect(at(definition, 'Properties.Cpu')).toBe('4096');
  });

  test('logs without blocking, into an encrypted group that expires and is kept', () => {
    for (const container of containers) expect(container.LogConfiguration).toMatchObject({ LogDriver: 'awslogs', Options: { mode: 'non-blocking' } });
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { KmsKeyId: Match.anyValue(), RetentionInDays: 365 } });
  });

  test('reads one model version, through S3 only, and one secret', () => {
    const statements = statementsOf(template, 'TaskRole');
    expect(statements.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket', 'kms:Decrypt', ['kms:GetPublicKey', 'kms:Verify', 'kms:DescribeKey'], 'secretsmanager:GetSecretValue', 'kms:Decrypt']);
    expect(JSON.stringify(statements[0]?.Resource)).toContain('/models/llama/1/*');
    expect(statements[1]?.Condition).toEqual({ StringLike: { 's3:prefix': ['models/llama/1/*'] } });
    expect(statements[2]?.Condition).toEqual({ StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] } });
    expect(statements[5]?.Condition).toEqual({ StringEquals: { 'kms:ViaService': ['secretsmanager.eu-west-1.amazonaws.com'] } });
  });

  test('admits only tasks of this account to the task role', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'ecs-tasks.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: Match.anyValue() } }] },
    });
  });

  test('pulls from its repository and writes to its log only', () => {
    const statements = statementsOf(template, 'ExecutionRole');
    expect(statements.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action)).toEqual(['ecr:GetAuthorizationToken']);
    expect(statements.map(({ Action }) => Action).flat()).not.toContain('secretsmanager:GetSecretValue');
  });

  test('is placed by the capacity provider, in GPU subnets, with the inference group, and cannot be entered', () => {
    const service = resourceOf(template, 'AWS::ECS::Service');
    expect(service).toMatchObject({ EnableExecuteCommand: false, CapacityProviderStrategy: [{ Weight: 1 }] });
    expect(at(service, 'CapacityProviderStrategy.0.CapacityProvider')).toEqual({ Ref: expect.stringContaining('Capacity') });
    expect(service).not.toHaveProperty('LaunchType');
    const network = JSON.stringify(at(service, 'NetworkConfiguration'));
    expect(network).toContain('gpuSubnet');
    expect(network).not.toMatch(/(app|data|endpoints)Subnet/);
    expect(network).toContain('Groupinference');
    expect(network).not.toContain('GroupinferenceHost');
  });

  test('rolls back a deployment that fails or logs engine errors', () => {
    expect(at(resourceOf(template, 'AWS::ECS::Service'), 'DeploymentConfiguration')).toMatchObject({
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: { Enable: true, Rollback: true, AlarmNames: [{ Ref: expect.stringContaining('EngineErrorsAlarm') }] },
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
    });
    template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: Match.stringLikeRegexp('EngineDeadError.*CUDA error') });
  });

  test('waits for the provider to be attached, which outlives it on deletion', () => {
    const order = dependencies(template);
    const service = order.idOf('AWS::ECS::Service');
    expect(order.reach(service)).toEqual(expect.arrayContaining([
      order.idOf('AWS::ECS::ClusterCapacityProviderAssociations'), order.idOf('AWS::ECS::CapacityProvider'), order.idOf('Custom::AutoScalingGroupTeardown'),
      order.idOf('AWS::AutoScaling::AutoScalingGroup'), order.idOf('AWS::ECS::Cluster'),
    ]));
  });

  test('is found by a private name, and nothing public', () => {
    expect(w.stack.resolve(inference.endpointUrl)).toBe('https://inference.platform.internal:8000');
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', { Name: 'inference', DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] }, HealthCheckCustomConfig: { FailureThreshold: 1 } });
    template.resourceCountIs('AWS::ServiceDiscovery::PrivateDnsNamespace', 1);
  });

  test('gives Container Insights an encrypted log group before the cluster is there', () => {
    const cluster = Object.values(template.findResources('AWS::ECS::Cluster'))[0];
    const name = String(at(cluster, 'Properties.ClusterName'));
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { LogGroupName: `/aws/ecs/containerinsights/${name}/performance`, KmsKeyId: Match.anyValue() } });
    expect(at(cluster, 'DependsOn')).toEqual([expect.stringContaining('PerformanceLog')]);
    template.hasResourceProperties('AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] });
  });

  test('emits metrics under its own name', () => {
    expect(inference.metricCpuUtilization().dimensions).toEqual({ ClusterName: inference.clusterName, ServiceName: inference.serviceName });
    expect(inference.metricRunningTasks().namespace).toBe('ECS/ContainerInsights');
    expect(inference.metricMemoryUtilization().metricName).toBe('MemoryUtilization');
    expect(inference.metricEngineErrors().statistic).toBe('Sum');
  });

  test('does not roll back for the errors of another deployment in the account', () => {
    const names = ['one', 'two'].map((stackName) => {
      const other = world({ stackName });
      return new GpuInferenceService(other.stack, 'Inference', other.required).metricEngineErrors().metricName;
    });
    expect(new Set(names).size).toBe(2);
  });
});

describe('with everything set, in one stack with the network', () => {
  const w = world({ oneStack: true, app: { context: recommendedFlags } });
  const inference = new GpuInferenceService(w.stack, 'Inference', {
    ...w.required,
    instanceType: new ec2.InstanceType('g6e.12xlarge'),
    gpusPerTask: 2,
    maxModelLength: 8192,
    serverArguments: ['--enable-prefix-caching'],
    minTasks: 0,
    maxTasks: 4,
    scalingMetric: new cloudwatch.Metric({ namespace: 'Gateway', metricName: 'RequestsInFlight' }),
    scalingTarget: 8,
    modelLoadTimeout: Duration.minutes(40),
    schedule: { start: appscaling.Schedule.cron({ hour: '6', minute: '0' }), stop: appscaling.Schedule.cron({ hour: '20', minute: '0' }) },
    canary: { modelPrefix: 'models/llama/2' },
    namespaceName: 'ai.internal',
    alarmTopic: new sns.Topic(w.stack, 'Alarms'),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const template = Template.fromStack(w.stack);

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => {
    expect(judge(inference)).toEqual({ open: [], stale: [] });
  });

  test('waits for the endpoints before instances and tasks boot', () => {
    const order = dependencies(template);
    const endpoint = order.idOf('AWS::EC2::VPCEndpoint');
    expect(order.reach(order.idOf('AWS::AutoScaling::AutoScalingGroup'))).toContain(endpoint);
    expect(order.direct(order.idOf('AWS::ECS::Service'))).toContain(endpoint);
  });

  test('keeps nothing when the stack goes', () => {
    for (const group of Object.values(template.findResources('AWS::Logs::LogGroup'))) expect(group).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  test('scales with the given metric, from zero', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 8, CustomizedMetricSpecification: { MetricName: 'RequestsInFlight' } } });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 0,
      MaxCapacity: 4,
      ScheduledActions: [
        { Schedule: 'cron(0 6 * * ? *)', ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 4 } },
        { Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 } },
      ],
    });
  });

  test('lets the canary read its own version only, under the same name', () => {
    const services = Object.values(template.findResources('AWS::ECS::Service'));
    expect(services.map((service) => at(service, 'Properties.DesiredCount')).sort()).toEqual([0, 1]);
    const [first, second] = services.map((service) => at(service, 'Properties.ServiceRegistries'));
    expect(first).toEqual([{ RegistryArn: { 'Fn::GetAtt': [expect.stringMatching(/Discovery/), 'Arn'] } }]);
    expect(first).toEqual(second);
    expect(JSON.stringify(statementsOf(template, 'CanaryTaskRole'))).toContain('models/llama/2/*');
    expect(JSON.stringify(statementsOf(template, 'InferenceTaskRole'))).not.toContain('models/llama/2/*');
  });

  test('splits a model over half of the GPUs and waits as long as it was told', () => {
    const [definition] = Object.values(template.findResources('AWS::ECS::TaskDefinition', { Properties: { Cpu: String(24 * 1024) } }));
    const server = (at(definition, 'Properties.ContainerDefinitions') as Record<string, unknown>[])[1];
    expect(server?.Command).toEqual(expect.arrayContaining(['--tensor-parallel-size', '2', '--max-model-len', '8192', '--enable-prefix-caching']));
    expect(at(server, 'HealthCheck.Interval')).toBe(210);
  });
});

describe('before an image is published', () => {
  const w = world();
  const inference = new GpuInferenceService(w.stack, 'Inference', { ...w.required, serverImage: PinnedImage.unpublished(w.repository), maxTasks: 3, schedule: { start: appscaling.Schedule.expression('rate(1 day)'), stop: appscaling.Schedule.expression('rate(2 days)') } });
  const template = Template.fromStack(w.stack);

  test('deploys everything and holds the service at zero', () => {
    expect(inference.held).toBe(true);
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 0 });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 0, MaxCapacity: 0, ScheduledActions: Match.absent() });
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 0);
  });
});

test('replaces tasks in place when no second instance may come', () => {
  const w = world();
  new GpuInferenceService(w.stack, 'Inference', { ...w.required, maxInstances: 1 });
  Template.fromStack(w.stack).hasResourceProperties('AWS::ECS::Service', { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } });
});

test('writes no AWS partition and no deployment alarm into a template for China', () => {
  const w = world({ env: { account: '111122223333', region: 'cn-north-1' } });
  const inference = new GpuInferenceService(w.stack, 'Inference', w.required);
  const template = Template.fromStack(w.stack);
  expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
  expect(at(resourceOf(template, 'AWS::ECS::Service'), 'DeploymentConfiguration')).not.toHaveProperty('Alarms');
  expect(statementsOf(template, 'TaskRole')[2]?.Condition).toEqual({ StringEquals: { 'kms:ViaService': ['s3.cn-north-1.amazonaws.com', 's3.cn-north-1.amazonaws.com.cn'] } });
  expect(judge(inference)).toEqual({ open: [], stale: [] });
});

test('joins a namespace that exists', () => {
  const w = world();
  const namespace = servicediscovery.PrivateDnsNamespace.fromPrivateDnsNamespaceAttributes(w.stack, 'Namespace', { namespaceId: 'ns-1', namespaceArn: 'arn', namespaceName: 'corp.internal' });
  const inference = new GpuInferenceService(w.stack, 'Inference', { ...w.required, namespace });
  expect(inference.endpointUrl).toBe('https://inference.corp.internal:8000');
  Template.fromStack(w.stack).resourceCountIs('AWS::ServiceDiscovery::PrivateDnsNamespace', 0);
});

test('offers an imported service with metrics', () => {
  const imported = GpuInferenceService.fromGpuInferenceServiceAttributes(new Stack(new App()), 'Imported', { endpointUrl: 'https://x:8000', serviceName: 's', clusterName: 'c' });
  expect(imported.metricCpuUtilization().dimensions).toEqual({ ClusterName: 'c', ServiceName: 's' });
});

describe('refuses', () => {
  const w = world();
  let n = 0;
  const codes = (props: object): string[] => {
    try {
      new GpuInferenceService(w.stack, `Refused${n++}`, { ...w.required, ...props });
    } catch (error) {
      if (PlatformError.isPlatformError(error)) return error.problems.map(({ code }) => code);
      throw error;
    }
    return [];
  };

  test.each([
    ['an image by tag', () => PinnedImage.fromDigest(w.repository, 'latest')],
    ['a digest in capitals', () => PinnedImage.fromDigest(w.repository, `sha256:${'AB'.repeat(32)}`)],
    ['a shortened digest', () => PinnedImage.fromDigest(w.repository, 'sha256:abc')],
  ])('%s', (_name, make) => {
    expect(make).toThrow('ImageNotPinned');
  });

  test.each([
    [['--trust-remote-code']], [['--trust_remote_code']], [['--trust-remote']], [['--TRUST-REMOTE-CODE=true']], [['--ssl-cert-reqs', '0']], [['--ssl-keyfile=/x']], [['--host']], [['--enable-log-requests']],
    [['-tp', '8']],
    ...['--port', '--uds', '--model', '--served-model-name', '--tensor-parallel-size', '--max-model-len', '--shutdown-timeout', '--allowed-origins', '--allow-credentials', '--enable-log-outputs', '--middleware',
      '--tool-parser-plugin', '--reasoning-parser-plugin', '--logits-processors', '--download-dir', '--api-key', '--config', '--enable-ssl-refresh', '--chat-template-content-format-plugin', '--otlp-traces-endpoint',
      '--tokenizer', '--hf-config-path'].map((flag): [string[]] => [[flag]]),
  ])('the argument %j', (serverArguments) => {
    expect(codes({ serverArguments })).toEqual(['ServerArgumentRefused']);
  });

  test.each(['models/llama/*', 'models/llama/', '/models', '', 'models//x', 'models/${x}', 'models/lla?a'])('the prefix %j', (modelPrefix) => {
    expect(codes({ modelPrefix })).toEqual(['ModelPrefixInvalid']);
  });

  test.each(['models/llama/latest', 'models/llama/Current'])('the moving version %j', (modelPrefix) => {
    expect(codes({ canary: { modelPrefix } })).toEqual(['ModelVersionFloating']);
  });

  test('everything that is wrong, at once', () => {
    expect(codes({ minTasks: 3, maxTasks: 2, desiredTasks: 9, modelLoadTimeout: Duration.hours(2), serverArguments: ['--port'] }))
      .toEqual(['ServerArgumentRefused', 'InferenceTaskLimits', 'InferenceDesiredTasks', 'ModelLoadTimeout']);
  });

  test('an instance type without a GPU', () => {
    expect(codes({ instanceType: new ec2.InstanceType('m7i.large') })).toEqual(['InstanceTypeWithoutGpu']);
  });

  test('more GPUs for a task than an instance has', () => {
    expect(codes({ gpusPerTask: 2 })).toEqual(['InferenceGpusPerTask']);
  });
});

function statementsOf(template: Template, role: string): { Action: unknown; Resource: unknown; Condition?: unknown }[] {
  const policy = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).find(([id]) => id.includes(`${role}Permissions`) && (role.startsWith('Canary') || !id.includes('Canary')));
  return at(policy?.[1], 'Properties.PolicyDocument.Statement') as { Action: unknown; Resource: unknown; Condition?: unknown }[];
}
