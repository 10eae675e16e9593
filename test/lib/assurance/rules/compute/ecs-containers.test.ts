import { computeRules } from '../../../../../lib/assurance/rules/compute';
import { ruleNamed } from './rule-named';
import { GONE, OPEN, variants } from './variants';

const rule = ruleNamed(computeRules);
const TASK = 'AWS::ECS::TaskDefinition';
const JOB = 'AWS::Batch::JobDefinition';

const container = {
  Name: 'server', Image: 'server', User: '1000:1000', ReadonlyRootFilesystem: true, Privileged: false, Memory: 512, DockerSecurityOptions: ['no-new-privileges'],
  LinuxParameters: { Capabilities: { Drop: ['ALL'] }, Tmpfs: [{ ContainerPath: '/tmp', Size: 64, MountOptions: ['nosuid', 'nodev', 'noexec'] }] },
  LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'group' } },
  Environment: [{ Name: 'DB_SECRET_ARN', Value: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db' }],
};
const task = { RequiresCompatibilities: ['EC2'], NetworkMode: 'awsvpc', ContainerDefinitions: [container] };
const fargate = { ...task, RequiresCompatibilities: ['FARGATE'] };
const job = { Type: 'container', ContainerProperties: { Image: 'server', User: '1000', ReadonlyRootFilesystem: true } };
const nodes = { Type: 'multinode', NodeProperties: { NodeRangeProperties: [{ TargetNodes: '0:', Container: { Image: 'server', User: '1000', ReadonlyRootFilesystem: true } }] } };
const windows = { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
const calling = { ...task, ContainerDefinitions: [{ ...container, Environment: [{ Name: 'INFERENCE_URL', Value: 'https://inference.internal:8000' }] }] };
const second = { ...container, Name: 'second', User: 'root', Privileged: true };

variants(rule('EcsContainerNonRootUser'), TASK, task, {
  pass: [['ContainerDefinitions.0.User', 'app', 1000, '1000:0', { Ref: 'AWS::AccountId' }]],
  fail: [['ContainerDefinitions.0.User', 'root', '0', 0, '0:0', 'root:app', '00', 'ROOT', GONE], ['ContainerDefinitions.1', second]],
  unknown: ['ContainerDefinitions.0.User', 'ContainerDefinitions.0', 'ContainerDefinitions'], skip: [['RuntimePlatform', windows], ['ContainerDefinitions', GONE, []]],
});
variants(rule('EcsContainerNonRootUser'), JOB, job, { fail: [['ContainerProperties.User', 'root', GONE]], unknown: ['ContainerProperties.User', 'ContainerProperties'] });
variants(rule('EcsContainerReadonlyRootFilesystem'), TASK, task, {
  pass: [['ContainerDefinitions.0.ReadonlyRootFilesystem', 'true']], fail: [['ContainerDefinitions.0.ReadonlyRootFilesystem', false, GONE, 'false']],
  unknown: ['ContainerDefinitions.0.ReadonlyRootFilesystem'], skip: [['RuntimePlatform', windows]],
});
variants(rule('EcsContainerReadonlyRootFilesystem'), JOB, nodes, {
  fail: [['NodeProperties.NodeRangeProperties.0.Container.ReadonlyRootFilesystem', false, GONE]], unknown: ['NodeProperties', 'NodeProperties.NodeRangeProperties.0.Container'],
});
variants(rule('EcsContainerNotPrivileged'), TASK, task, {
  pass: [['ContainerDefinitions.0.Privileged', GONE, 'false']], fail: [['ContainerDefinitions.0.Privileged', true, 'true'], ['ContainerDefinitions.1', second]],
  unknown: ['ContainerDefinitions.0.Privileged'],
});
variants(rule('EcsContainerNotPrivileged'), JOB, job, { fail: [['ContainerProperties.Privileged', true]], unknown: ['ContainerProperties.Privileged'] });
variants(rule('EcsContainerDropsCapabilities'), TASK, task, {
  pass: [['ContainerDefinitions.0.LinuxParameters.Capabilities.Drop', ['all'], ['NET_RAW', 'ALL']], ['ContainerDefinitions.0.LinuxParameters.Capabilities.Add', [], ['NET_BIND_SERVICE']]],
  fail: [
    ['ContainerDefinitions.0.LinuxParameters.Capabilities.Drop', [], ['NET_RAW'], GONE], ['ContainerDefinitions.0.LinuxParameters', GONE],
    ['ContainerDefinitions.0.LinuxParameters.Capabilities.Add', ['SYS_ADMIN']],
  ],
  unknown: ['ContainerDefinitions.0.LinuxParameters', 'ContainerDefinitions.0.LinuxParameters.Capabilities.Drop', 'ContainerDefinitions.0.LinuxParameters.Capabilities.Add'],
  skip: [['RuntimePlatform', windows]],
});
variants(rule('EcsContainerNoNewPrivileges'), TASK, task, {
  pass: [['ContainerDefinitions.0.DockerSecurityOptions', ['no-new-privileges:true'], ['apparmor:x', 'no-new-privileges']], ['RequiresCompatibilities', OPEN]],
  fail: [['ContainerDefinitions.0.DockerSecurityOptions', [], GONE, ['no-new-privileges:false']]],
  unknown: ['ContainerDefinitions.0.DockerSecurityOptions'], skip: [['RequiresCompatibilities', ['FARGATE'], ['EC2', 'FARGATE']]],
});
variants(rule('EcsContainerMemoryLimit'), TASK, task, {
  pass: [['Memory', '1024'], ['ContainerDefinitions.0.Memory', 1]], fail: [['ContainerDefinitions.0.Memory', GONE]], unknown: ['ContainerDefinitions'],
});
variants(rule('EcsContainerLogging'), TASK, task, {
  pass: [['ContainerDefinitions.0.LogConfiguration.LogDriver', 'awsfirelens', 'splunk']],
  fail: [['ContainerDefinitions.0.LogConfiguration', GONE], ['ContainerDefinitions.0.LogConfiguration.LogDriver', 'none', 'json-file', GONE]],
  unknown: ['ContainerDefinitions.0.LogConfiguration', 'ContainerDefinitions.0.LogConfiguration.LogDriver'], skip: [['ContainerDefinitions', GONE]],
});
variants(rule('EcsContainerLogging'), JOB, job, {
  pass: [['ContainerProperties.LogConfiguration', { LogDriver: 'awslogs' }]], fail: [['ContainerProperties.LogConfiguration', { LogDriver: 'json-file' }]],
  unknown: ['ContainerProperties.LogConfiguration'],
});
variants(rule('EcsContainerLogGroupDeclared'), TASK, task, {
  fail: [['ContainerDefinitions.0.LogConfiguration.Options', GONE, {}], ['ContainerDefinitions.0.LogConfiguration.Options.awslogs-create-group', 'true', true]],
  unknown: ['ContainerDefinitions.0.LogConfiguration.Options.awslogs-create-group'],
  skip: [['ContainerDefinitions.0.LogConfiguration.LogDriver', 'awsfirelens']],
});
variants(rule('EcsContainerNoPlainSecrets'), TASK, task, {
  pass: [
    ['ContainerDefinitions.0.Environment', [], GONE, [{ Name: 'MAX_TOKENS', Value: '4096' }], [{ Name: 'API_TOKEN', Value: '' }], [{ Name: 'TOKEN_ENDPOINT', Value: 'https://login.example.com/token' }]],
    ['ContainerDefinitions.0.Secrets', [{ Name: 'DB_PASSWORD', ValueFrom: 'arn' }]],
  ],
  fail: [
    ['ContainerDefinitions.0.Environment.0', { Name: 'DB_PASSWORD', Value: 'hunter2' }],
    [
      'ContainerDefinitions.0.Environment.0.Value', 'AKIAIOSFODNN7EXAMPLE', 'postgres://app:hunter2@db/app', 'ghp_0123456789abcdefghij0123456789abcdef',
      'sk-live-0123456789abcdef0123', '-----BEGIN RSA PRIVATE KEY-----',
    ],
    [
      'ContainerDefinitions.0.Environment.1', { Name: 'DB_PASSWORD', Value: 'hunter2' }, { Name: 'apiKey', Value: 'abc' },
      { Name: 'X', Value: '{{resolve:secretsmanager:db:SecretString:password}}' }, { Name: 'OPENAI_API_KEY', Value: '{{resolve:ssm:key}}' },
    ],
    ['ContainerDefinitions.0.Command', ['--token', 'hf_abcdefghijklmnopqrstuvwx']], ['ContainerDefinitions.0.LogConfiguration.Options.splunk-token', '11111111-2222-3333-4444-555555555555'],
  ],
  unknown: ['ContainerDefinitions.0.Environment'], skip: [['ContainerDefinitions', GONE]],
});
variants(rule('EcsContainerNoPlainSecrets'), JOB, job, {
  fail: [
    ['ContainerProperties.Environment', [{ Name: 'PASSWORD', Value: 'hunter2' }]],
    ['EksProperties', { PodProperties: { Containers: [{ Image: 'x', Env: [{ Name: 'HF_TOKEN', Value: 'abc' }] }] } }],
  ],
  unknown: ['ContainerProperties.Environment'],
});
variants(rule('EcsTmpfsMountOptions'), TASK, task, {
  pass: [['ContainerDefinitions.0.LinuxParameters.Tmpfs.0', { ContainerPath: '/opt/app', MountOptions: ['nosuid', 'nodev', 'exec'] }]],
  fail: [['ContainerDefinitions.0.LinuxParameters.Tmpfs.0.MountOptions', ['nosuid', 'nodev'], ['noexec'], GONE]],
  unknown: ['ContainerDefinitions.0.LinuxParameters.Tmpfs.0.MountOptions'], skip: [['ContainerDefinitions.0.LinuxParameters', GONE]],
});
variants(rule('ContainerCallsByTls'), TASK, calling, {
  pass: [['ContainerDefinitions.0.Environment.0.Value', 'http://localhost:8080', 'http://127.0.0.1/x', 'http://169.254.170.2', { 'Fn::Sub': 'https://${AWS::Region}.example.com' }]],
  fail: [['ContainerDefinitions.0.Environment.0.Value', 'http://inference.internal:8000', { 'Fn::Sub': 'http://${AWS::Region}.example.com' }, 'redis://cache:6379', 'HTTP://X']],
  unknown: ['ContainerDefinitions.0.Environment'], skip: [['ContainerDefinitions.0.Environment', GONE]],
});
variants(rule('ContainerCallsByTls'), 'AWS::Lambda::Function', { Environment: { Variables: { URL: 'https://x' } } }, {
  fail: [['Environment.Variables.URL', 'http://x', 'ldap://directory']], unknown: ['Environment.Variables'], skip: [['Environment', GONE]],
});

variants(rule('EcsTaskNetworkModeAwsvpc'), TASK, fargate, { fail: [['NetworkMode', 'host', 'bridge', 'none', GONE]], unknown: ['NetworkMode'] });
variants(rule('EcsTaskFaultInjectionOff'), TASK, task, { pass: [['EnableFaultInjection', false]], fail: [['EnableFaultInjection', true]], unknown: ['EnableFaultInjection'] });
