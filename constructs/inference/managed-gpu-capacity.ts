import { Size, Stack, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { recordWeakening, type Justification } from '../core/justification';
import { WorkloadRole } from '../core/workload-role';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from '../network/isolated-network-base';
import { providerName } from './gpu-capacity';
import { GpuLaunch, gpuShapeOf, type GpuShape, type IGpuCapacity } from './gpu-capacity-base';
import { MANAGED_HOST_ACTIONS } from './perms';
import { permissionsOf } from './task-roles';
import { imported, wildcardFinding } from '../core/wildcard-finding';

/** Properties of a ManagedGpuCapacity. */
export interface ManagedGpuCapacityProps {
  /** Network whose GPU subnets and `INFERENCE_HOST` security group the instances use. */
  readonly network: IIsolatedNetwork;
  /** Cluster that the instances join. */
  readonly cluster: ecs.ICluster;
  /**
   * Why it is acceptable here. Two things are weaker than in GpuCapacity: no published list of endpoints lets these instances boot in
   * subnets without a NAT gateway, and their volumes are not encrypted with a key of yours.
   */
  readonly justification: Justification;
  /** Type of the instances. @default - g6.xlarge */
  readonly instanceType?: ec2.InstanceType;
  /** What the instance type offers, for a GPU type that the library does not know yet. @default - looked up by type */
  readonly shape?: GpuShape;
  /** Size of the volume that holds container images and weights. @default Size.gibibytes(200) */
  readonly volumeSize?: Size;
}

/**
 * GPU instances that Amazon ECS runs, patches and replaces (ECS Managed Instances): no shell, no image of one's own, at most three
 * weeks old. Unproven without a NAT gateway; the deletion of its cluster may wait for instances that ECS has not given up yet.
 */
export class ManagedGpuCapacity extends Construct implements IGpuCapacity {
  public readonly cluster: ecs.ICluster;
  public readonly capacityProviderName: string;
  public readonly launch: GpuLaunch = GpuLaunch.MANAGED_INSTANCES;
  public readonly instanceType: ec2.InstanceType;
  public readonly shape: GpuShape;
  /** Most instances at a time. @default - none; ECS sets no limit, the service's own maximum does */
  public readonly maxInstances?: number;
  public readonly attached: IDependable;

  constructor(scope: Construct, id: string, props: ManagedGpuCapacityProps) {
    super(scope, id);
    this.cluster = props.cluster;
    this.instanceType = props.instanceType ?? new ec2.InstanceType('g6.xlarge');
    this.shape = gpuShapeOf(this.instanceType, props.shape, this.node.path);

    const host = managedHostRole(this, props.cluster);
    const profile = new iam.CfnInstanceProfile(this, 'InstanceProfile', { roles: [host.roleName] });
    const infrastructure = infrastructureRole(this, host);
    const provider = new ecs.CfnCapacityProvider(this, 'Resource', {
      name: providerName(this),
      clusterName: props.cluster.clusterName,
      managedInstancesProvider: {
        infrastructureRoleArn: infrastructure.roleArn,
        propagateTags: 'CAPACITY_PROVIDER',
        instanceLaunchTemplate: {
          ec2InstanceProfileArn: profile.attrArn,
          capacityOptionType: 'ON_DEMAND',
          monitoring: 'DETAILED',
          networkConfiguration: {
            subnets: props.network.vpc.selectSubnets(props.network.subnets(SubnetTier.GPU)).subnetIds,
            securityGroups: [props.network.securityGroup(SecurityGroupRole.INFERENCE_HOST).securityGroupId],
          },
          storageConfiguration: { storageSizeGiB: (props.volumeSize ?? Size.gibibytes(200)).toGibibytes() },
          instanceRequirements: {
            allowedInstanceTypes: [this.instanceType.toString()],
            vCpuCount: { min: this.shape.vcpus },
            memoryMiB: { min: this.shape.memoryGib * 1024 },
          },
        },
      },
    });
    provider.node.addDependency(props.network.endpointsReady, permissionsOf(host), permissionsOf(infrastructure));
    this.capacityProviderName = provider.ref;
    // The provider is of its cluster from the start, and a service refers to its name; ECS must keep its permissions for as long.
    this.attached = permissionsOf(infrastructure);
    recordWeakening(this, 'GpuManagedInstances', props.justification);
  }
}

/** What the agent on a managed instance calls, in its own cluster only. */
function managedHostRole(scope: Construct, cluster: ecs.ICluster): WorkloadRole {
  const role = new WorkloadRole(scope, 'HostRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), description: 'ECS agent of the managed GPU instances' });
  const instances = Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${imported(scope, cluster.clusterName)}/*` });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: MANAGED_HOST_ACTIONS, resources: [cluster.clusterArn, instances] }));
  // No resource type is defined for it: it answers which endpoint to poll.
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }));
  acknowledge(role.node.findChild('Permissions'), {
    findings: [finding('AwsSolutions', 'IAM5[Resource::*]'), wildcardFinding(scope, instances)],
    reason: 'ecs:DiscoverPollEndpoint has no resource type; an instance learns its id only when it joins, so the ids in its own cluster are a wildcard',
    expires: '2027-11-30',
  });
  return role;
}

/** The role with which ECS starts, tags and ends instances; AWS's own policy for it, held to instances that ECS manages, and the one role that may be passed. */
function infrastructureRole(scope: Construct, host: iam.IRole): WorkloadRole {
  const policy = iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForManagedInstances');
  const role = new WorkloadRole(scope, 'InfrastructureRole', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'), description: 'Amazon ECS as it runs managed GPU instances' });
  role.addManagedPolicy(policy);
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [host.roleArn], conditions: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }));
  acknowledge(role, {
    findings: [finding('AwsSolutions', 'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances]')],
    reason: 'AWS defines what ECS needs to run instances and extends it with the service; its statements are held to resources that carry the tag AmazonECSManaged',
    expires: '2027-11-30',
  });
  return role;
}
