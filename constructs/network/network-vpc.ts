import { Aws, Fn, Stack, Tags, Token, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import type { SubnetTier } from './isolated-network-base';
import type { TierPlan } from './subnet-plan';
import { pascalCase } from './traffic';

/** Properties of NetworkVpc. */
export interface NetworkVpcProps {
  readonly cidr: string;
  readonly tiers: readonly TierPlan[];
  readonly availabilityZones: readonly string[];
}

/**
 * The VPC and its subnets, each with a route table of its own that holds the local route only. Not CDK's `ec2.Vpc`, which asks the stack for
 * its zones even when they are given, and the stack asks the account.
 */
export class NetworkVpc extends Construct {
  /** The VPC as other constructs take it. */
  readonly vpc: ec2.IVpc;
  /** The group that every VPC is born with. */
  readonly defaultSecurityGroupId: string;
  private readonly tiers = new Map<SubnetTier, ec2.Subnet[]>();

  constructor(scope: Construct, id: string, props: NetworkVpcProps) {
    super(scope, id);
    const resource = new ec2.CfnVPC(this, 'Resource', { cidrBlock: props.cidr, enableDnsSupport: true, enableDnsHostnames: true, instanceTenancy: 'default' });
    Tags.of(resource).add('Name', this.node.path);
    this.defaultSecurityGroupId = resource.attrDefaultSecurityGroup;
    for (const { tier, subnetCidrs } of props.tiers) {
      this.tiers.set(tier, props.availabilityZones.map((zone, index) => this.createSubnet(resource.ref, tier, index, subnetCidrs[index], zone)));
    }
    const subnets = [...this.tiers.values()].flat();
    this.vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: resource.ref,
      vpcCidrBlock: props.cidr,
      availabilityZones: [...props.availabilityZones],
      isolatedSubnetIds: subnets.map(({ subnetId }) => subnetId),
      isolatedSubnetNames: props.tiers.map(({ tier }) => pascalCase(tier)),
      isolatedSubnetRouteTableIds: subnets.map(({ routeTable }) => routeTable.routeTableId),
      isolatedSubnetIpv4CidrBlocks: subnets.map(({ ipv4CidrBlock }) => ipv4CidrBlock),
    });
    acknowledge(resource, {
      findings: [finding('Nist', 'VPCDefaultSecurityGroupClosed'), finding('Hipaa', 'VPCDefaultSecurityGroupClosed'), finding('SecureAi', 'VpcDefaultSecurityGroupClosed[unknown]')],
      reason: 'CloudFormation cannot close it, so the rule reports every VPC; the custom resource Settings/ClosedDefaultSecurityGroup revokes all its rules',
      expires: '2027-11-30',
    });
  }

  /** The subnets of a tier, one in each zone. */
  subnets(tier: SubnetTier): ec2.ISubnet[] {
    return this.tiers.get(tier) ?? [];
  }

  private createSubnet(vpcId: string, tier: SubnetTier, index: number, cidrBlock: string | undefined, availabilityZone: string): ec2.Subnet {
    if (cidrBlock === undefined) throw new RangeError(`no address block for zone ${index + 1} of tier ${tier}`);
    const subnet = new ec2.Subnet(this, `${pascalCase(tier)}Subnet${index + 1}`, { vpcId, cidrBlock, availabilityZone, mapPublicIpOnLaunch: false });
    // What Vpc.fromLookup reads.
    Tags.of(subnet).add('aws-cdk:subnet-name', pascalCase(tier), { includeResourceTypes: [ec2.CfnSubnet.CFN_RESOURCE_TYPE_NAME] });
    Tags.of(subnet).add('aws-cdk:subnet-type', ec2.SubnetType.PRIVATE_ISOLATED, { includeResourceTypes: [ec2.CfnSubnet.CFN_RESOURCE_TYPE_NAME] });
    const { region } = Stack.of(this);
    const resource = subnet.node.defaultChild;
    if (ec2.CfnSubnet.isCfnSubnet(resource) && !Token.isUnresolved(region) && !Token.isUnresolved(availabilityZone) && availabilityZone.startsWith(region)) {
      // Linters refuse a zone's name written out (W3010), because the same template elsewhere would name a zone that is not there.
      resource.availabilityZone = Fn.join('', [Aws.REGION, availabilityZone.slice(region.length)]);
    }
    return subnet;
  }
}
