import { computeRules } from '../../../../../lib/assurance/rules/compute';
import { judge, ruleCases } from '../cases';
import { ruleNamed } from './rule-named';
import { GONE, OPEN, resources, variants, type Change, type Json } from './variants';

const rule = ruleNamed(computeRules);
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const INSTANCE = 'AWS::EC2::Instance';
const CONFIGURATION = 'AWS::AutoScaling::LaunchConfiguration';
const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const NODES = 'AWS::EKS::Nodegroup';
const COMPUTE = 'AWS::Batch::ComputeEnvironment';

const metadata = { HttpTokens: 'required', HttpPutResponseHopLimit: 1, HttpEndpoint: 'enabled' };
const data = { MetadataOptions: metadata, IamInstanceProfile: { Arn: 'arn' }, Monitoring: { Enabled: true } };
const template = { LaunchTemplateData: data };
const instance = { MetadataOptions: metadata, IamInstanceProfile: 'profile', Monitoring: true };
const configuration = { ...instance, Monitoring: false, InstanceMonitoring: true };
const Good: Json = { Type: TEMPLATE, Properties: { ...template, LaunchTemplateName: 'good' } };
const Bad: Json = { Type: TEMPLATE, Properties: { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 2 }, KeyName: 'key' } } };

for (const [id, setting, ...bad] of [['Ec2InstanceImdsv2Required', 'HttpTokens', 'optional', GONE], ['Ec2InstanceImdsHopLimit', 'HttpPutResponseHopLimit', 2, 64, GONE]] as const) {
  const at = (path: string): Change => [`${path}.${setting}`, ...bad];
  variants(rule(id), TEMPLATE, template, {
    pass: [['LaunchTemplateData.MetadataOptions', { HttpEndpoint: 'disabled' }]],
    fail: [at('LaunchTemplateData.MetadataOptions'), ['LaunchTemplateData.MetadataOptions', GONE], ['LaunchTemplateData', {}]],
    unknown: [`LaunchTemplateData.MetadataOptions.${setting}`, 'LaunchTemplateData'],
  });
  variants(rule(id), INSTANCE, instance, { fail: [at('MetadataOptions'), ['MetadataOptions', GONE]], unknown: ['MetadataOptions', `MetadataOptions.${setting}`] });
  variants(rule(id), INSTANCE, { LaunchTemplate: { LaunchTemplateId: { Ref: 'Good' }, Version: '1' } }, {
    pass: [['LaunchTemplate', { LaunchTemplateName: 'good', Version: '1' }]], fail: [['MetadataOptions', { HttpTokens: 'optional', HttpPutResponseHopLimit: 5 }]],
    unknown: ['LaunchTemplate.LaunchTemplateId', 'LaunchTemplate'], beside: { Good },
  });
  test(`${id} is fail for an instance of a launch template that is`, () => {
    const checks = judge(rule(id), resources({ Instance: { Type: INSTANCE, Properties: { LaunchTemplate: { LaunchTemplateId: { Ref: 'Bad' } } } }, Bad }));
    expect(checks.map(({ subject, verdict }) => [subject?.logicalId, verdict.kind])).toEqual([['Instance', 'refuted'], ['Bad', 'refuted']]);
  });
  variants(rule(id), CONFIGURATION, configuration, { fail: [at('MetadataOptions')], unknown: ['MetadataOptions'] });
  ruleCases(rule(id), {
    pass: { 'nodes whose launch template is judged': resources({ R: { Type: NODES, Properties: { LaunchTemplate: { Name: 'good' } } }, Good }) },
    fail: { 'nodes without a launch template': resources({ R: { Type: NODES, Properties: {} } }), 'Batch hosts without a launch template': resources({ R: { Type: COMPUTE, Properties: { ComputeResources: { Type: 'EC2' } } } }) },
    unknown: { 'nodes of a launch template elsewhere': resources({ R: { Type: NODES, Properties: { LaunchTemplate: { Id: OPEN } } } }), 'Batch hosts of a launch template elsewhere': resources({ R: { Type: COMPUTE, Properties: { ComputeResources: { LaunchTemplate: { LaunchTemplateId: 'lt-1' } } } } }) },
    skip: { 'Batch on Fargate': resources({ R: { Type: COMPUTE, Properties: { ComputeResources: { Type: 'FARGATE' } } } }) },
  });
}

variants(rule('Ec2InstanceNoKeyPair'), TEMPLATE, template, { fail: [['LaunchTemplateData.KeyName', 'key', { Ref: 'AWS::StackName' }]], unknown: ['LaunchTemplateData'] });
variants(rule('Ec2InstanceNoKeyPair'), INSTANCE, { LaunchTemplate: { LaunchTemplateId: { Ref: 'Good' } } }, { fail: [['KeyName', 'key']], unknown: [], beside: { Good } });
variants(rule('Ec2InstanceNoKeyPair'), NODES, { LaunchTemplate: { Name: 'x' } }, { fail: [['RemoteAccess', { Ec2SshKey: 'key' }]], unknown: ['RemoteAccess'] });
variants(rule('Ec2InstanceNoKeyPair'), COMPUTE, { ComputeResources: { Type: 'EC2' } }, { fail: [['ComputeResources.Ec2KeyPair', 'key']], unknown: ['ComputeResources'] });
variants(rule('Ec2InstanceMetadataTagsOff'), TEMPLATE, template, {
  pass: [['LaunchTemplateData.MetadataOptions.InstanceMetadataTags', 'disabled']], fail: [['LaunchTemplateData.MetadataOptions.InstanceMetadataTags', 'enabled']],
  unknown: ['LaunchTemplateData.MetadataOptions'],
});
variants(rule('Ec2InstanceHasProfile'), TEMPLATE, template, { fail: [['LaunchTemplateData.IamInstanceProfile', GONE, {}]], unknown: ['LaunchTemplateData'] });
variants(rule('Ec2InstanceHasProfile'), INSTANCE, instance, { fail: [['IamInstanceProfile', GONE]], unknown: [] });
variants(rule('Ec2InstanceDetailedMonitoring'), TEMPLATE, template, { fail: [['LaunchTemplateData.Monitoring', { Enabled: false }, GONE]], unknown: ['LaunchTemplateData.Monitoring'] });
variants(rule('Ec2InstanceDetailedMonitoring'), INSTANCE, instance, { fail: [['Monitoring', false, GONE]], unknown: ['Monitoring'] });
variants(rule('Ec2InstanceDetailedMonitoring'), CONFIGURATION, configuration, {
  pass: [['InstanceMonitoring', GONE]], fail: [['InstanceMonitoring', false]], unknown: ['InstanceMonitoring'],
});

const script = (text: string): Json => ({ LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Sub': text } } } });
const bottlerocket = '[settings.ecs]\ncluster = "${AWS::StackName}"\nallow-privileged-containers = false\nawsvpc-block-imds = true\n[settings.host-containers.admin]\nenabled = false\n[settings.host-containers.control]\nenabled = false\n';
const agent = '#!/bin/bash\necho ECS_CLUSTER=${AWS::StackName} >> /etc/ecs/ecs.config\necho ECS_DISABLE_PRIVILEGED=true >> /etc/ecs/ecs.config\necho "ECS_AWSVPC_BLOCK_IMDS=true" >> /etc/ecs/ecs.config\n';
const other = script('#!/bin/bash\necho hello\n');
const capacity = {
  Group: { Type: GROUP, Properties: { LaunchTemplate: { LaunchTemplateId: { Ref: 'R' }, Version: '1' } } }, Provider: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' } } } },
};
const host = (id: string, good: readonly string[], bad: readonly string[]): void => ruleCases(rule(id), {
  pass: Object.fromEntries(good.map((text, index) => [`script ${index}`, resources({ R: { Type: TEMPLATE, Properties: script(text) } })])),
  fail: Object.fromEntries(bad.map((text, index) => [`script ${index}`, resources({ R: { Type: TEMPLATE, Properties: script(text) } })])),
  unknown: { 'a script from elsewhere': resources({ R: { Type: TEMPLATE, Properties: { LaunchTemplateData: OPEN } } }) },
  skip: { 'a host of something else': resources({ R: { Type: TEMPLATE, Properties: other } }), 'a host without a script': resources({ R: { Type: TEMPLATE, Properties: { LaunchTemplateData: {} } } }) },
});
host('EcsHostPrivilegedContainersOff', [bottlerocket, agent, bottlerocket.replace('allow-privileged-containers = false\n', '')],
  [bottlerocket.replace('containers = false', 'containers = true'), agent.replace('PRIVILEGED=true', 'PRIVILEGED=false'), agent.replace('ECS_DISABLE_PRIVILEGED=true', '')]);
host('EcsHostBlocksInstanceMetadata', [bottlerocket, agent], [bottlerocket.replace('imds = true', 'imds = false'), bottlerocket.replace('awsvpc-block-imds = true', ''), agent.replace('IMDS=true', 'IMDS=false'), agent.replace('ECS_AWSVPC_BLOCK_IMDS', 'X')]);
host('EcsHostNoInteractiveAccess', [bottlerocket, bottlerocket.replace('[settings.host-containers.admin]\nenabled = false\n', '')],
  [bottlerocket.replace('admin]\nenabled = false', 'admin]\nenabled = true'), bottlerocket.replace('control]\nenabled = false', 'control]\nenabled = true'), bottlerocket.replace('[settings.host-containers.control]', '[settings.other]')]);
ruleCases(rule('EcsHostBlocksInstanceMetadata'), {
  pass: { 'a plain script': resources({ R: { Type: TEMPLATE, Properties: { LaunchTemplateData: { UserData: Buffer.from(bottlerocket).toString('base64') } } } }) },
  fail: { 'capacity of a cluster without a script': resources({ R: { Type: TEMPLATE, Properties: { LaunchTemplateData: {} } }, ...capacity }) }, unknown: {},
});
ruleCases(rule('EcsHostPrivilegedContainersOff'), { pass: {}, fail: {}, unknown: { 'capacity of a cluster without a script': resources({ R: { Type: TEMPLATE, Properties: { LaunchTemplateData: {} } }, ...capacity }) } });
ruleCases(rule('Ec2InstanceUserDataNoSecrets'), {
  pass: { 'a script that fetches': resources({ R: { Type: INSTANCE, Properties: { UserData: { 'Fn::Base64': 'DB_PASSWORD=$(aws secretsmanager get-secret-value)\nexport PORT=80\n' } } } }) },
  fail: {
    'a password': resources({ R: { Type: INSTANCE, Properties: { UserData: { 'Fn::Base64': '#!/bin/sh\nexport DB_PASSWORD="hunter2"\n' } } } }),
    'a key of AWS': resources({ R: { Type: TEMPLATE, Properties: script('aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE') } }),
  },
  unknown: { 'a script from elsewhere': resources({ R: { Type: TEMPLATE, Properties: { LaunchTemplateData: OPEN } } }) },
  skip: { 'no script': resources({ R: { Type: INSTANCE, Properties: {} } }) },
});

variants(rule('AutoScalingGroupUsesLaunchTemplate'), GROUP, { LaunchTemplate: { LaunchTemplateId: 'lt', Version: '1' } }, {
  pass: [['MixedInstancesPolicy', { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: 'lt' } } }]],
  fail: [['LaunchTemplate', GONE], ['LaunchConfigurationName', 'old']], unknown: [],
});
variants(rule('AutoScalingGroupReplacesInstances'), GROUP, { MaxInstanceLifetime: 2592000 }, {
  pass: [['MaxInstanceLifetime', '86400']], fail: [['MaxInstanceLifetime', GONE, 31536000]], unknown: ['MaxInstanceLifetime'],
});
variants(rule('AutoScalingGroupElbHealthCheck'), GROUP, { TargetGroupARNs: ['arn'], HealthCheckType: 'ELB' }, {
  pass: [['HealthCheckType', 'EC2,ELB']], fail: [['HealthCheckType', 'EC2', GONE]], unknown: ['HealthCheckType'], skip: [['TargetGroupARNs', GONE, []]],
});
const notes = { TopicARN: 'arn', NotificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_TERMINATE'] };
variants(rule('AutoScalingGroupObserved'), GROUP, { MetricsCollection: [{ Granularity: '1Minute' }], NotificationConfigurations: [notes] }, {
  pass: [['NotificationConfigurations', [{ TopicARN: 'arn', NotificationTypes: [] }, notes]]],
  fail: [
    ['NotificationConfigurations', GONE, []], ['NotificationConfigurations.0.NotificationTypes', [], ['autoscaling:EC2_INSTANCE_LAUNCH']],
    ['NotificationConfigurations.0.TopicARN', GONE], ['MetricsCollection', GONE, []],
  ],
  unknown: ['NotificationConfigurations.0.NotificationTypes'],
});
