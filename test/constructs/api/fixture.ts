import { App, Stack, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { IntegrationCertificate, InferenceApi, type InferenceApiProps } from '../../../constructs/api';
import { PlatformIdentity } from '../../../constructs/identity';
import { SecurityGroupRole, type IIsolatedNetwork } from '../../../constructs/network/isolated-network-base';

export const JUSTIFIED = { reason: 'development without a domain of its own', owner: 'platform-team', expires: '2027-03-31' };
export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** Ids that look like ids, so that a template judge has nothing to say. */
export const GROUP_IDS: { readonly [role: string]: string } = { [SecurityGroupRole.API_LINK]: 'sg-0123456789abcdef0' };

/** The part of a network that an API needs, imported, so that no network is synthesized with it. */
export class ImportedNetwork extends Construct implements IIsolatedNetwork {
  public readonly vpc: ec2.IVpc;
  public readonly endpointsReady: IDependable = this;
  private imported?: ec2.ISubnet[];

  constructor(scope: Construct, id: string, private readonly subnetIds: string[] = ['subnet-app1', 'subnet-app2']) {
    super(scope, id);
    this.vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'], isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-1'],
    });
  }

  public subnets(tier: string): ec2.SubnetSelection {
    this.imported ??= this.subnetIds.map((subnetId) => ec2.Subnet.fromSubnetAttributes(this, `${tier}-${subnetId}`, { subnetId, availabilityZone: 'eu-west-1a', routeTableId: 'rtb-1' }));
    return { subnets: this.imported };
  }

  public securityGroup(role: SecurityGroupRole): ec2.ISecurityGroup {
    return ec2.SecurityGroup.fromSecurityGroupId(this, `Group${role}`, GROUP_IDS[role] ?? 'sg-0123456789abcdef9');
  }
}

export function loadBalancer(scope: Construct, name = 'gateway'): elbv2.IApplicationLoadBalancer {
  return elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(scope, `LoadBalancer${name}`, {
    loadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/${name}/0123456789abcdef`, securityGroupId: 'sg-lb',
  });
}

export interface Sample {
  readonly stack: Stack;
  readonly api: InferenceApi;
}

export function sampleApi(overrides: Partial<InferenceApiProps> = {}, loadBalancerName?: string, subnetIds?: string[]): Sample {
  const stack = new Stack(new App(), 'Test', { env: ENV });
  const logEncryptionKey = new kms.Key(stack, 'LogKey', { enableKeyRotation: true });
  logEncryptionKey.grantEncryptDecrypt(new iam.ServicePrincipal('logs.eu-west-1.amazonaws.com'));
  const api = new InferenceApi(stack, 'Api', {
    network: new ImportedNetwork(stack, 'Network', subnetIds),
    loadBalancer: loadBalancer(stack, loadBalancerName),
    serverName: 'gateway.example.com',
    identity: new PlatformIdentity(stack, 'Identity', { logEncryptionKey }),
    logEncryptionKey,
    ...overrides,
  });
  return { stack, api };
}

export const ownAuthority = (): IntegrationCertificate => IntegrationCertificate.ownAuthority(JUSTIFIED);
