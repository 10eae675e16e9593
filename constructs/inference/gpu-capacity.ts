import { Duration, Fn, Names, Size, Stack, Token, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_ssm as ssm } from 'aws-cdk-lib';
import type { aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';
import { acknowledge, finding } from '../core/acknowledge';
import type { WorkloadRole } from '../core/workload-role';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from '../network/isolated-network-base';
import { GpuLaunch, gpuShapeOf, type GpuShape, type IGpuCapacity } from './gpu-capacity-base';
import { GroupTeardown } from './group-teardown';
import { hostRole } from './host-role';
import { GpuHostImage, hostImage } from './host-user-data';
import { permissionsOf } from './task-roles';

/** Properties of a GpuCapacity. */
export interface GpuCapacityProps {
  /** Network whose GPU subnets and `INFERENCE_HOST` security group the instances use. */
  readonly network: IIsolatedNetwork;
  /** Cluster that the instances join. The provider becomes the only one of the cluster: ECS keeps one list for each. */
  readonly cluster: ecs.ICluster;
  /** Key of the instances' volumes; its policy must admit Amazon EC2 Auto Scaling (the `models` key of DataKeys does). */
  readonly volumeKey: kms.IKey;
  /** Type of the instances, one size for all: a task that does not fit the smallest would never be placed. @default - g6.xlarge */
  readonly instanceType?: ec2.InstanceType;
  /** What the instance type offers, for a GPU type that the library does not know yet. @default - looked up by type */
  readonly shape?: GpuShape;
  /** Most instances at a time. Two let a new version start beside the old one. @default 2 */
  readonly maxInstances?: number;
  /** Operating system. @default GpuHostImage.BOTTLEROCKET */
  readonly image?: GpuHostImage;
  /** Id of one machine image, to pin it. It must be of the kind that `image` says. @default - AWS's current image, looked up by CloudFormation on each deployment */
  readonly machineImageId?: string;
  /** Size of the volume that holds container images and weights. @default Size.gibibytes(200) */
  readonly volumeSize?: Size;
  /** Longest life of an instance; its replacement starts from the image of the latest deployment. Between one day and one year. @default Duration.days(30) */
  readonly maxInstanceLifetime?: Duration;
  /** Service-linked role that starts the instances: the one that the key's policy names, `autoScalingRoleArn` of DataKeys. Another cannot use the key. @default - the account's AWSServiceRoleForAutoScaling */
  readonly autoScalingRoleArn?: string;
  /** Topic that hears of every launch and termination, failed ones too. @default - none */
  readonly notificationTopic?: sns.ITopic;
  /** Key of the teardown function's log group. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * GPU instances of an Auto Scaling group, as a capacity provider that starts them for tasks and stops them when empty, down to zero.
 * IMDSv2 with one hop, encrypted volumes, no key pair, no public address, no shell. Deleting the stack empties the group by force:
 * without that it hangs on instances that nobody drains any more.
 */
export class GpuCapacity extends Construct implements IGpuCapacity {
  public readonly cluster: ecs.ICluster;
  public readonly capacityProviderName: string;
  public readonly launch: GpuLaunch = GpuLaunch.EC2;
  public readonly instanceType: ec2.InstanceType;
  public readonly shape: GpuShape;
  public readonly maxInstances?: number;
  public readonly attached: IDependable;
  /** Role of the instances: the ECS agent's. */
  public readonly hostRole: iam.IRole;
  /** Name of the Auto Scaling group. */
  public readonly autoScalingGroupName: string;

  constructor(scope: Construct, id: string, props: GpuCapacityProps) {
    super(scope, id);
    this.cluster = props.cluster;
    this.instanceType = props.instanceType ?? new ec2.InstanceType('g6.xlarge');
    const maxInstances = props.maxInstances ?? 2;
    throwProblems(problems(props, this.instanceType, maxInstances, this.node.path));
    this.maxInstances = maxInstances;
    this.shape = gpuShapeOf(this.instanceType, props.shape, this.node.path);

    const role = hostRole(this, props.cluster);
    this.hostRole = role;
    const group = this.group(props, this.launchTemplate(props, role), maxInstances);
    this.autoScalingGroupName = group.ref;
    const teardown = new GroupTeardown(this, 'Teardown', { group, logEncryptionKey: props.logEncryptionKey });

    const provider = new ecs.CfnCapacityProvider(this, 'Resource', {
      name: providerName(this),
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.ref,
        managedScaling: { status: 'ENABLED', targetCapacity: 100, minimumScalingStepSize: 1, maximumScalingStepSize: maxInstances, instanceWarmupPeriod: 600 },
        managedDraining: 'ENABLED',
        // Draining lets tasks end. The protection would stay on the instances after the provider is gone and block the group's deletion.
        managedTerminationProtection: 'DISABLED',
      },
    });
    // Deleted in reverse: provider first, then the group by force, then what is left of it.
    provider.node.addDependency(teardown.resource);
    this.capacityProviderName = provider.ref;
    this.attached = new ecs.CfnClusterCapacityProviderAssociations(this, 'Association', {
      cluster: props.cluster.clusterName,
      capacityProviders: [provider.ref],
      defaultCapacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    });
  }

  private launchTemplate(props: GpuCapacityProps, role: WorkloadRole): ec2.CfnLaunchTemplate {
    const image = hostImage(props.image ?? GpuHostImage.BOTTLEROCKET, this.instanceType.architecture === ec2.InstanceArchitecture.ARM_64);
    const profile = new iam.CfnInstanceProfile(this, 'InstanceProfile', { roles: [role.roleName] });
    const last = image.devices.length - 1;
    const template = new ec2.CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        imageId: props.machineImageId ?? ssm.StringParameter.valueForTypedStringParameterV2(this, image.parameter, ssm.ParameterValueType.AWS_EC2_IMAGE_ID),
        instanceType: this.instanceType.toString(),
        iamInstanceProfile: { arn: profile.attrArn },
        userData: Fn.base64(image.userData(props.cluster.clusterName)),
        ebsOptimized: true,
        monitoring: { enabled: true },
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1, instanceMetadataTags: 'disabled' },
        networkInterfaces: [{
          deviceIndex: 0,
          associatePublicIpAddress: false,
          deleteOnTermination: true,
          groups: [props.network.securityGroup(SecurityGroupRole.INFERENCE_HOST).securityGroupId],
        }],
        blockDeviceMappings: image.devices.map((device, index) => ({
          deviceName: device,
          ebs: {
            encrypted: true,
            kmsKeyId: props.volumeKey.keyArn,
            deleteOnTermination: true,
            volumeType: 'gp3',
            // The volume of the operating system keeps the image's own size, which no smaller one may replace.
            // Weights of tens of GiB are written and read at each start; 500 MiB/s is what 3,000 operations carry.
            ...(index === last ? { volumeSize: (props.volumeSize ?? Size.gibibytes(200)).toGibibytes(), iops: 3000, throughput: 500 } : {}),
          },
        })),
      },
    });
    // Without its permissions the agent of the first instance would fail to register.
    template.node.addDependency(permissionsOf(role));
    return template;
  }

  private group(props: GpuCapacityProps, template: ec2.CfnLaunchTemplate, maxInstances: number): autoscaling.CfnAutoScalingGroup {
    const group = new autoscaling.CfnAutoScalingGroup(this, 'AutoScalingGroup', {
      minSize: '0',
      maxSize: String(maxInstances),
      vpcZoneIdentifier: props.network.vpc.selectSubnets(props.network.subnets(SubnetTier.GPU)).subnetIds,
      launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
      healthCheckType: 'EC2',
      healthCheckGracePeriod: 300,
      newInstancesProtectedFromScaleIn: false,
      maxInstanceLifetime: (props.maxInstanceLifetime ?? Duration.days(30)).toSeconds(),
      serviceLinkedRoleArn: props.autoScalingRoleArn,
      metricsCollection: [{ granularity: '1Minute' }],
      notificationConfigurations: props.notificationTopic === undefined ? undefined : [{ topicArn: props.notificationTopic.topicArn, notificationTypes: LIFECYCLE_EVENTS }],
      // ECS puts the tag there; out of the template, the next update would take it away.
      tags: [{ key: 'AmazonECSManaged', value: '', propagateAtLaunch: true }],
    });
    if (props.notificationTopic === undefined) {
      acknowledge(group, {
        findings: [finding('AwsSolutions', 'AS3')],
        reason: 'No notificationTopic was given; ECS starts and stops the instances for tasks, and the group keeps its activities and metrics',
        expires: '2027-11-30',
      });
    }
    // An instance that boots before the endpoints are there cannot register and does not try again.
    group.node.addDependency(props.network.endpointsReady);
    return group;
  }
}

const LIFECYCLE_EVENTS = ['LAUNCH', 'LAUNCH_ERROR', 'TERMINATE', 'TERMINATE_ERROR'].map((event) => `autoscaling:EC2_INSTANCE_${event}`);

/** Names that CloudFormation makes begin with the stack's name, and ECS refuses providers named after AWS. */
export function providerName(scope: Construct): string | undefined {
  const stackName = Stack.of(scope).stackName;
  return Token.isUnresolved(stackName) || /^(aws|ecs|fargate)/i.test(stackName) ? `gpu-${Names.uniqueResourceName(scope, { maxLength: 100, separator: '-' })}` : undefined;
}

function problems(props: GpuCapacityProps, instanceType: ec2.InstanceType, maxInstances: number, where: string): Problem[] {
  const found: Problem[] = [];
  if (props.image === GpuHostImage.AMAZON_LINUX_2023 && instanceType.architecture === ec2.InstanceArchitecture.ARM_64) {
    found.push({ code: 'GpuCapacityImageArchitecture', what: 'the GPU image of Amazon Linux 2023 must run on x86-64', got: instanceType.toString(), where, fix: 'choose GpuHostImage.BOTTLEROCKET, which has an arm64 image' });
  }
  if (!Token.isUnresolved(maxInstances) && (!Number.isInteger(maxInstances) || maxInstances < 1)) {
    found.push({ code: 'GpuCapacityMaxInstances', what: "'maxInstances' must be a whole number of at least 1", got: maxInstances, where, fix: 'scaling to zero is the default; hold a service at zero with its own maxTasks' });
  }
  const volume = props.volumeSize?.toGibibytes();
  if (volume !== undefined && !Token.isUnresolved(volume) && volume < 60) {
    found.push({ code: 'GpuCapacityVolumeTooSmall', what: "'volumeSize' must be at least 60 GiB to hold the server's image and one set of weights", got: volume, where, fix: 'give the size of the weights and 60 GiB more' });
  }
  const days = props.maxInstanceLifetime?.toDays({ integral: false });
  if (days !== undefined && (days < 1 || days > 365)) {
    found.push({ code: 'GpuCapacityLifetime', what: "'maxInstanceLifetime' must be between one day and one year", got: days, where, fix: 'Auto Scaling takes 86,400 to 31,536,000 seconds' });
  }
  return found;
}
