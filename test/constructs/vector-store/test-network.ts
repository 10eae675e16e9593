import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct, DependencyGroup } from 'constructs';
import type { IIsolatedNetwork, SecurityGroupRole } from '../../../constructs/network/isolated-network-base';

/** A network as the interface asks for, and no more: isolated subnets, one closed security group for each role. */
export class TestNetwork extends Construct implements IIsolatedNetwork {
  public readonly vpc: ec2.Vpc;
  public readonly endpointsReady = new DependencyGroup();
  private readonly groups = new Map<SecurityGroupRole, ec2.SecurityGroup>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  }

  public subnets(): ec2.SubnetSelection {
    return { subnets: this.vpc.isolatedSubnets };
  }

  public securityGroup(role: SecurityGroupRole): ec2.ISecurityGroup {
    const group = this.groups.get(role) ?? new ec2.SecurityGroup(this, `Group${role}`, { vpc: this.vpc, allowAllOutbound: false });
    this.groups.set(role, group);
    return group;
  }
}
