import { computeRules } from '../../../../../lib/assurance/rules/compute';
import { ruleNamed } from './rule-named';
import { GONE, variants, type Change, type Json, type Properties } from './variants';

const rule = ruleNamed(computeRules);
const TASK = 'AWS::ECS::TaskDefinition';
const JOB = 'AWS::Batch::JobDefinition';
const SERVICE = 'AWS::ECS::Service';
const CLUSTER = 'AWS::ECS::Cluster';

function pod(properties: { readonly [key: string]: Json }): Json {
  return { PodProperties: { HostNetwork: false, Containers: [], ...properties } };
}

variants(rule('EcsTaskNoHostNamespaces'), TASK, { PidMode: 'task' }, {
  pass: [['IpcMode', 'none', 'task']], fail: [['PidMode', 'host'], ['IpcMode', 'host']], unknown: ['PidMode', 'IpcMode'],
});
variants(rule('EcsTaskNoHostNamespaces'), JOB, { EksProperties: pod({}), EcsProperties: { TaskProperties: [{ PidMode: 'task' }] } }, {
  fail: [['EcsProperties.TaskProperties.0.IpcMode', 'host'], ['EksProperties.PodProperties.HostNetwork', true, GONE], ['EksProperties.PodProperties.ShareProcessNamespace', true]],
  unknown: ['EcsProperties', 'EksProperties.PodProperties.HostNetwork'],
});
const volumes: Properties = { Volumes: [{ Name: 'scratch' }, { Name: 'model', DockerVolumeConfiguration: { Scope: 'task' } }] };
variants(rule('EcsTaskNoHostMounts'), TASK, volumes, {
  pass: [['Volumes', GONE, []], ['Volumes.0.Host', {}]],
  fail: [['Volumes.0.Host', { SourcePath: '/var/run/docker.sock' }, { SourcePath: '/' }, { SourcePath: { Ref: 'AWS::StackName' } }]], unknown: ['Volumes', 'Volumes.0.Host'],
});
variants(rule('EcsTaskNoHostMounts'), JOB, { ContainerProperties: { Volumes: [{ Name: 'a' }] } }, {
  fail: [
    ['ContainerProperties.Volumes.0.Host', { SourcePath: '/proc' }], ['EksProperties', pod({ Volumes: [{ Name: 'a', HostPath: { Path: '/' } }] })],
    ['EcsProperties', { TaskProperties: [{ Volumes: [{ Host: { SourcePath: '/etc' } }] }] }],
  ],
  unknown: ['ContainerProperties.Volumes'],
});
variants(rule('EcsTaskVolumesNotShared'), TASK, volumes, {
  pass: [['Volumes', GONE], ['Volumes.1.DockerVolumeConfiguration.Scope', GONE]], fail: [['Volumes.1.DockerVolumeConfiguration.Scope', 'shared']],
  unknown: ['Volumes.1.DockerVolumeConfiguration.Scope', 'Volumes'],
});
const efs = { Volumes: [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } } }] };
variants(rule('EcsTaskEfsProtected'), TASK, efs, {
  fail: [['Volumes.0.EFSVolumeConfiguration.TransitEncryption', 'DISABLED', GONE], ['Volumes.0.EFSVolumeConfiguration.AuthorizationConfig', { IAM: 'DISABLED' }, GONE]],
  unknown: ['Volumes.0.EFSVolumeConfiguration.TransitEncryption', 'Volumes.0.EFSVolumeConfiguration.AuthorizationConfig.IAM'], skip: [['Volumes', GONE]],
});

const role = { Type: 'AWS::IAM::Role', Properties: {} };
const arnOf = (id: string): Json => ({ 'Fn::GetAtt': [id, 'Arn'] });
variants(rule('EcsTaskRoleDistinct'), TASK, { TaskRoleArn: arnOf('Task'), ExecutionRoleArn: arnOf('Agent') }, {
  fail: [['TaskRoleArn', arnOf('Agent')]], unknown: ['TaskRoleArn'], skip: [['TaskRoleArn', GONE], ['ExecutionRoleArn', GONE]], beside: { Task: role, Agent: role },
});

const prepared: Properties = {
  ContainerDefinitions: [
    { Name: 'verifier', Essential: false, MountPoints: [{ SourceVolume: 'model', ReadOnly: false, ContainerPath: '/model' }] },
    { Name: 'server', Essential: true, MountPoints: [{ SourceVolume: 'model', ReadOnly: true, ContainerPath: '/model' }], DependsOn: [{ ContainerName: 'verifier', Condition: 'SUCCESS' }] },
  ],
};
variants(rule('EcsSharedVolumeSingleWriter'), TASK, prepared, {
  pass: [['ContainerDefinitions.0.MountPoints.0.ReadOnly', true]], fail: [['ContainerDefinitions.1.MountPoints.0.ReadOnly', false, GONE]],
  unknown: ['ContainerDefinitions.1.MountPoints.0.ReadOnly'], skip: [['ContainerDefinitions.1.MountPoints', GONE, []]],
});
variants(rule('EcsContainerWaitsForPreparation'), TASK, prepared, {
  pass: [['ContainerDefinitions.1.DependsOn.0.Condition', 'HEALTHY']],
  fail: [
    ['ContainerDefinitions.1.DependsOn', GONE, []], ['ContainerDefinitions.1.DependsOn.0.Condition', 'START', 'COMPLETE', GONE], ['ContainerDefinitions.0', GONE],
    ['ContainerDefinitions.1.DependsOn.0.ContainerName', 'other'],
  ],
  unknown: ['ContainerDefinitions.1.DependsOn', 'ContainerDefinitions.1.DependsOn.0.Condition'], skip: [['ContainerDefinitions', [{ Name: 'server' }], GONE]],
});

const checked: Properties = { ContainerDefinitions: [{ Name: 'server', HealthCheck: { Command: ['CMD', 'check'] } }, { Name: 'helper', Essential: false }] };
const service = { Type: SERVICE, Properties: { TaskDefinition: { Ref: 'R' } } };
variants(rule('EcsContainerHealthCheck'), TASK, checked, {
  fail: [['ContainerDefinitions.0.HealthCheck', GONE, { Command: ['NONE'] }, { Command: [] }]], unknown: ['ContainerDefinitions.0.HealthCheck'], beside: { Service: service },
});
variants(rule('EcsContainerHealthCheck'), TASK, { ContainerDefinitions: [{ Name: 'server' }] }, {
  fail: [], unknown: [], pass: [['ContainerDefinitions.0.Essential', true]],
  beside: { Service: { ...service, Properties: { ...service.Properties, LoadBalancers: [{ ContainerName: 'server', ContainerPort: 80, TargetGroupArn: 'x' }] } } },
});

variants(rule('EcsServiceExecOffOrLogged'), SERVICE, { EnableExecuteCommand: false, Cluster: 'default' }, {
  pass: [['EnableExecuteCommand', GONE]], fail: [], unknown: ['EnableExecuteCommand'],
});
const recorded = { Configuration: { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', KmsKeyId: arnOf('Key'), LogConfiguration: { CloudWatchLogGroupName: 'exec', CloudWatchEncryptionEnabled: true } } } };
const key = { Type: 'AWS::KMS::Key', Properties: {} };
variants(rule('EcsServiceExecOffOrLogged'), SERVICE, { EnableExecuteCommand: true, Cluster: { Ref: 'Cluster' } }, {
  fail: [['Cluster', GONE, { Ref: 'Bare' }]], unknown: ['Cluster'], beside: { Cluster: { Type: CLUSTER, Properties: recorded }, Bare: { Type: CLUSTER, Properties: {} }, Key: key },
});
variants(rule('EcsClusterExecSessionsRecorded'), CLUSTER, recorded, {
  fail: [
    ['Configuration.ExecuteCommandConfiguration.Logging', 'NONE'], ['Configuration.ExecuteCommandConfiguration.KmsKeyId', GONE, 'alias/aws/ecs'],
    ['Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled', false, GONE],
  ],
  unknown: ['Configuration.ExecuteCommandConfiguration.KmsKeyId', 'Configuration.ExecuteCommandConfiguration.Logging'], skip: [['Configuration', GONE]], beside: { Key: key },
});
variants(rule('EcsServicePlatformCurrent'), SERVICE, { PlatformVersion: 'LATEST' }, {
  pass: [['PlatformVersion', '1.4.0', GONE]], fail: [['PlatformVersion', '1.3.0']], unknown: ['PlatformVersion'],
});
const connect = { ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: 'http', Tls: { IssuerCertificateAuthority: { AwsPcaAuthorityArn: 'arn' } } }] } };
variants(rule('EcsServiceConnectTls'), SERVICE, connect, {
  fail: [['ServiceConnectConfiguration.Services.0.Tls', GONE, {}]], unknown: ['ServiceConnectConfiguration.Services'],
  skip: [['ServiceConnectConfiguration', GONE, { Enabled: false, Services: [{}] }]],
});
const disk = { VolumeConfigurations: [{ Name: 'data', ManagedEBSVolume: { Encrypted: true, KmsKeyId: arnOf('Key') } }] };
variants(rule('EcsServiceVolumeEncrypted'), SERVICE, disk, {
  fail: [['VolumeConfigurations.0.ManagedEBSVolume.Encrypted', false, GONE], ['VolumeConfigurations.0.ManagedEBSVolume.KmsKeyId', GONE]],
  unknown: ['VolumeConfigurations.0.ManagedEBSVolume.KmsKeyId', 'VolumeConfigurations'], skip: [['VolumeConfigurations', GONE]], beside: { Key: key },
});
variants(rule('EcsClusterContainerInsights'), CLUSTER, { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] }, {
  pass: [['ClusterSettings.0.Value', 'enabled']], fail: [['ClusterSettings.0.Value', 'disabled'], ['ClusterSettings', GONE, []]],
  unknown: ['ClusterSettings.0.Value', 'ClusterSettings'],
});
variants(rule('BatchPodSecurityContext'), JOB, { EksProperties: pod({ Containers: [{ Image: 'x', SecurityContext: { RunAsNonRoot: true, ReadOnlyRootFilesystem: true, AllowPrivilegeEscalation: false } }] }) }, {
  fail: [
    ...['RunAsNonRoot', 'ReadOnlyRootFilesystem'].map((name) => [`EksProperties.PodProperties.Containers.0.SecurityContext.${name}`, false, GONE] satisfies Change),
    ['EksProperties.PodProperties.Containers.0.SecurityContext.Privileged', true,
  ],
    ['EksProperties.PodProperties.InitContainers', [{ Image: 'x' }]]],
  unknown: ['EksProperties.PodProperties.Containers.0.SecurityContext.RunAsNonRoot', 'EksProperties.PodProperties.Containers'], skip: [['EksProperties', GONE]],
});
variants(rule('BatchJobIsolated'), JOB, { ContainerProperties: { Image: 'x', NetworkConfiguration: { AssignPublicIp: 'DISABLED' } } }, {
  pass: [['ContainerProperties.NetworkConfiguration', GONE]],
  fail: [['ContainerProperties.NetworkConfiguration.AssignPublicIp', 'ENABLED'], ['ContainerProperties.EnableExecuteCommand', true]],
  unknown: ['ContainerProperties.NetworkConfiguration.AssignPublicIp'], skip: [['ContainerProperties', GONE]],
});
variants(rule('BatchJobTimeout'), JOB, { Timeout: { AttemptDurationSeconds: 60 } }, { fail: [['Timeout', GONE, {}]], unknown: ['Timeout'] });
variants(rule('EksClusterAuditLog'), 'AWS::EKS::Cluster', { Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'audit' }, { Type: 'authenticator' }] } } }, {
  fail: [['Logging', GONE], ['Logging.ClusterLogging.EnabledTypes', [{ Type: 'audit' }], [{ Type: 'api' }]]],
  unknown: ['Logging', 'Logging.ClusterLogging.EnabledTypes', 'Logging.ClusterLogging.EnabledTypes.0.Type'],
});
variants(rule('EksClusterAccessByEntries'), 'AWS::EKS::Cluster', { AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false } }, {
  fail: [['AccessConfig', GONE], ['AccessConfig.AuthenticationMode', 'CONFIG_MAP', 'API_AND_CONFIG_MAP'], ['AccessConfig.BootstrapClusterCreatorAdminPermissions', true, GONE]],
  unknown: ['AccessConfig.AuthenticationMode'],
});
