import { aws_ec2 as ec2, type aws_kms as kms, type aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DnsFirewallMode, IsolatedNetwork, PlatformEndpoint, VpcBlockPublicAccess, type EndpointPolicyException, type ExistingSecurityGroups, type IIsolatedNetwork } from '../../constructs/network';
import type { PlatformConfig } from '../config/schema';
import { PlatformStack, retention } from './platform-stack';

/** Private DNS namespace in which the services of the platform find each other. */
export const NAMESPACE = 'platform.internal';

type ExistingNetwork = NonNullable<PlatformConfig['network']['existing']>;

/** The isolated network, or the one that exists. */
export class NetworkStack extends PlatformStack {
  public readonly network: IIsolatedNetwork;

  constructor(scope: Construct, config: PlatformConfig, logEncryptionKey: kms.IKey, alarmTopic: sns.ITopic | undefined) {
    super(scope, 'Network', 'Isolated network: endpoints, no way to the internet', config);
    const { network } = config;
    this.network = network.existing === undefined ? this.newNetwork(logEncryptionKey, alarmTopic) : this.existingNetwork(network.existing, logEncryptionKey);
  }

  private newNetwork(logEncryptionKey: kms.IKey, alarmTopic: sns.ITopic | undefined): IIsolatedNetwork {
    const { network, organizationId } = this.config;
    const { mode, justification, allowedDomains } = network.dnsFirewall;
    return new IsolatedNetwork(this, 'Network', {
      availabilityZones: this.availabilityZones,
      logEncryptionKey,
      alarmTopic,
      cidr: network.cidr,
      subnetMasks: network.tiers,
      interfaceEndpoints: network.interfaceEndpoints?.map(endpoint),
      dynamoDb: true,
      endpointPolicyExceptions: this.policyExceptions(),
      organizationId,
      allowedDomains: [`*.${NAMESPACE}`, ...allowedDomains],
      dnsFirewall: mode === 'alert' && justification !== undefined ? DnsFirewallMode.alertOnly(justification) : DnsFirewallMode.block(),
      blockPublicAccess: BLOCK_PUBLIC_ACCESS[network.blockPublicAccess],
      logRetention: retention(network.flowLogRetentionDays),
      removalPolicy: this.removalPolicy,
    });
  }

  private existingNetwork(existing: ExistingNetwork, logEncryptionKey: kms.IKey): IIsolatedNetwork {
    const present: readonly string[] = existing.endpoints;
    const wanted = this.config.network.interfaceEndpoints ?? PlatformEndpoint.DEFAULTS.map(({ service }) => service);
    return IsolatedNetwork.fromAttributes(this, 'Network', {
      vpc: ec2.Vpc.fromVpcAttributes(this, 'Vpc', { vpcId: existing.vpcId, availabilityZones: this.availabilityZones, vpcCidrBlock: existing.cidr }),
      endpointSubnets: this.subnets('Endpoints', existing.subnets.endpoints),
      appSubnets: this.subnets('App', existing.subnets.app),
      gpuSubnets: this.subnets('Gpu', existing.subnets.gpu),
      dataSubnets: this.subnets('Data', existing.subnets.data),
      securityGroups: this.securityGroups(existing),
      existingEndpoints: present.map(endpoint),
      createEndpoints: wanted.filter((service) => !present.includes(service)).map(endpoint),
      endpointPolicyExceptions: this.policyExceptions(),
      s3EndpointId: existing.s3EndpointId,
      s3PrefixListId: existing.s3PrefixListId,
      dynamoDbEndpointId: existing.dynamoDbEndpointId,
      dynamoDbPrefixListId: existing.dynamoDbPrefixListId,
      organizationId: this.config.organizationId,
      logEncryptionKey,
    });
  }

  private policyExceptions(): EndpointPolicyException[] {
    return this.config.network.endpointsWithoutPolicy.map(({ service, ...justification }) => ({ endpoint: endpoint(service), justification }));
  }

  private subnets(tier: string, subnets: ExistingNetwork['subnets']['app']): ec2.ISubnet[] {
    return subnets.map(({ subnetId, availabilityZone, routeTableId }, index) => ec2.Subnet.fromSubnetAttributes(this, `${tier}Subnet${index + 1}`, { subnetId, availabilityZone, routeTableId }));
  }

  private securityGroups(existing: ExistingNetwork): ExistingSecurityGroups {
    return Object.fromEntries(
      Object.entries(existing.securityGroups).map(([role, id]) => [role, ec2.SecurityGroup.fromSecurityGroupId(this, `SecurityGroup-${role}`, id, { mutable: false })]),
    );
  }
}

const BLOCK_PUBLIC_ACCESS: { readonly [choice in PlatformConfig['network']['blockPublicAccess']]: VpcBlockPublicAccess | undefined } = {
  none: undefined,
  'block-ingress': VpcBlockPublicAccess.INGRESS,
  'block-bidirectional': VpcBlockPublicAccess.BIDIRECTIONAL,
};

/** The endpoint of that service with the names that it needs; a service the library does not know gets its own name only. */
function endpoint(service: string): PlatformEndpoint {
  return Object.values(PlatformEndpoint).find((known): known is PlatformEndpoint => known instanceof PlatformEndpoint && known.service === service) ?? PlatformEndpoint.of(service);
}
