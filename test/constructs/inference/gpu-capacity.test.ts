import { Duration, Size, Stack, aws_ec2 as ec2, aws_sns as sns } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { WEAKENING_METADATA } from '../../../constructs/core/justification';
import { GpuCapacity, GpuHostImage, GpuInferenceService, ManagedGpuCapacity, PlatformCluster, type GpuCapacityProps } from '../../../constructs/inference';
import { PlatformError } from '../../../lib/contract/platform-error';
import { at, dependencies, resourceOf, world, type World } from './fixture';
import { judge } from '../../judge';

const clusterOf = (w: World): PlatformCluster => new PlatformCluster(w.stack, 'Cluster', { vpc: w.network.vpc, logEncryptionKey: w.required.logEncryptionKey });

function capacity(w: World, props: Partial<GpuCapacityProps> = {}): GpuCapacity {
  return new GpuCapacity(w.stack, 'Capacity', { network: w.network, cluster: clusterOf(w).cluster, volumeKey: w.required.modelKey, logEncryptionKey: w.required.logEncryptionKey, ...props });
}

/** User data as text, references as `<name>`. */
function userData(stack: Stack, template: Template): string {
  const encoded = at(resourceOf(template, 'AWS::EC2::LaunchTemplate'), 'LaunchTemplateData.UserData.Fn::Base64');
  const [separator, parts] = at(stack.resolve(encoded), 'Fn::Join') as [string, unknown[]];
  return parts.map((part) => (typeof part === 'string' ? part : `<${String(at(part, 'Ref') ?? 'reference')}>`)).join(separator);
}

/** A reader of the TOML that Bottlerocket gets: tables and plain values. Like a real one, it refuses a table or key that is there twice. */
function parseToml(text: string): Record<string, Record<string, string>> {
  const tables: Record<string, Record<string, string>> = {};
  let table: Record<string, string> = {};
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const header = /^\[([\w.-]+)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      if (header in tables) throw new Error(`table ${header} twice`);
      tables[header] = table = {};
      continue;
    }
    const [, key, value] = /^([\w-]+) = ("[^"\\]*"|true|false|\d+|\["[^"\\]*"\])$/.exec(line) ?? [];
    if (key === undefined || value === undefined) throw new Error(`not TOML: ${line}`);
    if (key in table) throw new Error(`key ${key} twice`);
    table[key] = value;
  }
  return tables;
}

describe('the default capacity', () => {
  const w = world();
  const subject = capacity(w);
  const template = Template.fromStack(w.stack);
  const data = at(resourceOf(template, 'AWS::EC2::LaunchTemplate'), 'LaunchTemplateData');
  const group = resourceOf(template, 'AWS::AutoScaling::AutoScalingGroup');

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => {
    expect(judge(subject)).toEqual({ open: [], stale: [] });
  });

  test('requires IMDSv2 and lets no container behind a second hop reach it', () => {
    expect(at(data, 'MetadataOptions')).toEqual({ HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 1, InstanceMetadataTags: 'disabled' });
  });

  test('is marked as managed by ECS, which would otherwise mark it and lose the mark with the next update', () => {
    expect(group.Tags).toEqual([{ Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true }]);
  });

  test('has no key pair and no public address', () => {
    expect(data).not.toHaveProperty('KeyName');
    expect(at(data, 'NetworkInterfaces')).toMatchObject([{ AssociatePublicIpAddress: false }]);
    expect(JSON.stringify(at(data, 'NetworkInterfaces'))).toContain('GroupinferenceHost');
    expect(JSON.stringify(group.VPCZoneIdentifier)).toContain('gpuSubnet');
  });

  test('encrypts both volumes of Bottlerocket with our key', () => {
    expect(at(data, 'BlockDeviceMappings')).toEqual(['/dev/xvda', '/dev/xvdb'].map((DeviceName) => ({ DeviceName, Ebs: expect.objectContaining({ Encrypted: true, VolumeType: 'gp3', KmsKeyId: expect.anything(), DeleteOnTermination: true }) })));
    expect(at(data, 'BlockDeviceMappings')).toMatchObject([{}, { Ebs: { VolumeSize: 200 } }]);
  });

  test('takes the image that AWS recommends at the time of the deployment', () => {
    const [parameter] = Object.entries(template.findParameters('*')).filter(([, body]) => String(at(body, 'Default')).includes('bottlerocket'));
    expect(parameter?.[1]).toEqual({ Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/bottlerocket/aws-ecs-2-nvidia/x86_64/latest/image_id' });
    expect(at(data, 'ImageId')).toEqual({ Ref: parameter?.[0] });
  });

  test('writes user data that is TOML with each table once', () => {
    expect(parseToml(userData(w.stack, template))).toEqual({
      'settings.ecs': { cluster: expect.stringMatching(/^"<Cluster/), 'allow-privileged-containers': 'false', 'awsvpc-block-imds': 'true', 'image-pull-behavior': '"once"' },
      'settings.metrics': { 'send-metrics': 'false' },
      'settings.host-containers.admin': { enabled: 'false' },
      'settings.host-containers.control': { enabled: 'false' },
      'settings.ntp': { 'time-servers': '["169.254.169.123"]' },
    });
  });

  test('goes down to zero, leaves the number to ECS and protects no instance from going', () => {
    expect(group).toMatchObject({ MinSize: '0', MaxSize: '2', NewInstancesProtectedFromScaleIn: false, MaxInstanceLifetime: 30 * 86400 });
    expect(group).not.toHaveProperty('DesiredCapacity');
    template.hasResourceProperties('AWS::ECS::CapacityProvider', { AutoScalingGroupProvider: { ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 }, ManagedDraining: 'ENABLED', ManagedTerminationProtection: 'DISABLED' } });
  });

  test('gives the agent its own cluster and no managed policy', () => {
    for (const role of Object.values(template.findResources('AWS::IAM::Role'))) expect(at(role, 'Properties')).not.toHaveProperty('ManagedPolicyArns');
    const policy = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).find(([id]) => id.includes('HostRole'))?.[1];
    const statements = at(policy, 'Properties.PolicyDocument.Statement') as Record<string, unknown>[];
    expect(statements.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action)).toEqual(['ecs:DiscoverPollEndpoint']);
    expect(statements.find(({ Action }) => JSON.stringify(Action).includes('ecs:Poll'))).toMatchObject({ Condition: { ArnEquals: { 'ecs:cluster': expect.anything() } } });
    expect(JSON.stringify(statements)).not.toMatch(/ecr:|logs:|ssm|ecs:CreateCluster/);
  });

  test('may delete its own group by force, and do nothing else to groups', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'autoscaling:DeleteAutoScalingGroup', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('CapacityAutoScalingGroup'), 'AutoScalingGroupARN'] } })]) },
    });
    expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy')).match(/"autoscaling:\w+"/g)).toEqual(['"autoscaling:DeleteAutoScalingGroup"']);
  });

  test('is deleted in this order: association, provider, group by force, group, cluster', () => {
    const order = dependencies(template);
    const chain = ['AWS::ECS::ClusterCapacityProviderAssociations', 'AWS::ECS::CapacityProvider', 'Custom::AutoScalingGroupTeardown', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::LaunchTemplate', 'AWS::ECS::Cluster'].map(order.idOf);
    chain.slice(1).forEach((next, index) => expect(order.reach(chain[index] ?? '')).toContain(next));
    expect(order.reach(order.idOf('Custom::AutoScalingGroupTeardown'))).toEqual(expect.arrayContaining([expect.stringContaining('HandlerRolePermissions')]));
  });

  test('gives the agent its permissions before the first instance boots', () => {
    const order = dependencies(template);
    expect(order.reach(order.idOf('AWS::AutoScaling::AutoScalingGroup')).some((id) => id.includes('HostRolePermissions'))).toBe(true);
  });
});

describe('Amazon Linux 2023', () => {
  const w = world();
  capacity(w, {
    image: GpuHostImage.AMAZON_LINUX_2023,
    machineImageId: 'ami-0123456789abcdef0',
    notificationTopic: new sns.Topic(w.stack, 'Topic'),
    autoScalingRoleArn: 'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_x',
    maxInstances: 5,
    volumeSize: Size.gibibytes(500),
    maxInstanceLifetime: Duration.days(7),
  });
  const template = Template.fromStack(w.stack);

  test('configures the agent and installs nothing', () => {
    const lines = userData(w.stack, template).split('\n');
    expect(lines[0]).toBe('#!/bin/bash');
    expect(lines).toEqual(expect.arrayContaining(['ECS_AWSVPC_BLOCK_IMDS=true', 'ECS_DISABLE_PRIVILEGED=true', expect.stringMatching(/^ECS_CLUSTER=<Cluster/)]));
    expect(lines.join('\n')).not.toMatch(/yum|dnf|curl|wget|cfn-signal/);
  });

  test('pins the image and encrypts its one volume', () => {
    const data = at(resourceOf(template, 'AWS::EC2::LaunchTemplate'), 'LaunchTemplateData');
    expect(at(data, 'ImageId')).toBe('ami-0123456789abcdef0');
    expect(at(data, 'BlockDeviceMappings')).toMatchObject([{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 500 } }]);
  });

  test('tells the topic of launches and terminations, failed ones too', () => {
    expect(resourceOf(template, 'AWS::AutoScaling::AutoScalingGroup')).toMatchObject({
      MaxSize: '5',
      ServiceLinkedRoleARN: expect.stringContaining('AWSServiceRoleForAutoScaling_x'),
      NotificationConfigurations: [{ NotificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR'] }],
    });
  });
});

test('takes the arm64 image for an arm64 type', () => {
  const w = world();
  capacity(w, { instanceType: new ec2.InstanceType('g5g.xlarge') });
  expect(JSON.stringify(Template.fromStack(w.stack).findParameters('*'))).toContain('/aws-ecs-2-nvidia/arm64/latest/');
});

test('takes a GPU type that the library does not know, when its shape is given', () => {
  const w = world();
  const shape = { gpus: 8, gpuMemoryGib: 300, vcpus: 192, memoryGib: 4096 };
  expect(capacity(w, { instanceType: new ec2.InstanceType('p9.48xlarge'), shape }).shape).toEqual(shape);
});

test.each(['aws-platform', 'ecs-inference', 'FargateStack'])('names the provider itself in a stack called %s, after which ECS would refuse it', (stackName) => {
  const w = world({ stackName });
  capacity(w);
  Template.fromStack(w.stack).hasResourceProperties('AWS::ECS::CapacityProvider', { Name: Match.stringLikeRegexp('^gpu-') });
});

test.each<[string, Partial<GpuCapacityProps>]>([
  ['InstanceTypeWithoutGpu', { instanceType: new ec2.InstanceType('c7i.xlarge') }],
  ['GpuCapacityMaxInstances', { maxInstances: 0 }],
  ['GpuCapacityVolumeTooSmall', { volumeSize: Size.gibibytes(30) }],
  ['GpuCapacityLifetime', { maxInstanceLifetime: Duration.hours(2) }],
  ['GpuCapacityImageArchitecture', { image: GpuHostImage.AMAZON_LINUX_2023, instanceType: new ec2.InstanceType('g5g.xlarge') }],
])('fails with %s', (code, props) => {
  let caught: unknown;
  try {
    capacity(world(), props);
  } catch (error) {
    caught = error;
  }
  expect(PlatformError.isPlatformError(caught) ? caught.problems.map((problem) => problem.code) : caught).toEqual([code]);
});

describe('managed instances', () => {
  const w = world();
  const justification = { reason: 'a NAT gateway exists in this network', owner: 'platform', expires: '2027-03-31' };
  const managed = new ManagedGpuCapacity(w.stack, 'Capacity', { network: w.network, cluster: clusterOf(w).cluster, justification });
  const inference = new GpuInferenceService(w.stack, 'Inference', { ...w.required, capacity: managed });
  const template = Template.fromStack(w.stack);

  test('leave nothing open in the three packs, and acknowledge nothing without need', () => {
    expect(judge(managed)).toEqual({ open: [], stale: [] });
    expect(judge(inference)).toEqual({ open: [], stale: [] });
  });

  test('are recorded as a weakening with its reason', () => {
    expect(managed.node.metadata.find(({ type }) => type === WEAKENING_METADATA)?.data).toMatchObject({ control: 'GpuManagedInstances', ...justification });
  });

  test('run the same task, by the provider, without what they do not support', () => {
    template.hasResourceProperties('AWS::ECS::CapacityProvider', { ClusterName: Match.anyValue(), ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements: { AllowedInstanceTypes: ['g6.xlarge'] }, StorageConfiguration: { StorageSizeGiB: 200 } } } });
    const definition = resourceOf(template, 'AWS::ECS::TaskDefinition');
    expect(definition).toMatchObject({ RequiresCompatibilities: ['MANAGED_INSTANCES'], Volumes: [{ Name: 'model' }, { Name: 'tls' }] });
    expect(JSON.stringify(definition)).not.toMatch(/DockerSecurityOptions|DockerVolumeConfiguration/);
    expect(resourceOf(template, 'AWS::ECS::Service')).not.toHaveProperty('LaunchType');
  });

  test('let ECS pass one role only, to EC2 only', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('CapacityHostRole'), 'Arn'] }, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }] },
    });
  });

  test('are refused beside properties of the default capacity', () => {
    expect(() => new GpuInferenceService(w.stack, 'Twice', { ...w.required, capacity: managed, maxInstances: 3 })).toThrow('InferenceCapacityTwice');
  });

  test('are refused without a reason', () => {
    expect(() => new ManagedGpuCapacity(w.stack, 'NoReason', { network: w.network, cluster: managed.cluster, justification: { ...justification, reason: 'no' } })).toThrow('JustificationReasonTooShort');
  });
});
