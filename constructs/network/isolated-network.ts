import { RemovalPolicy, Token, aws_logs as logs, type aws_ec2 as ec2, type aws_cloudwatch as cloudwatch, type aws_kms as kms, type aws_sns as sns } from 'aws-cdk-lib';
import { Construct, DependencyGroup, type IDependable } from 'constructs';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';
import { blockPublicAccess, type VpcBlockPublicAccess } from './block-public-access';
import { DnsFirewall, DnsFirewallMode, domainProblems } from './dns-firewall';
import type { AwsOwnedBuckets } from './endpoint-policies';
import { endpointProblems, perimeterProblems } from './endpoint-problems';
import { FlowLogs } from './flow-logs';
import { ImportedNetwork, type IsolatedNetworkAttributes } from './imported-network';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from './isolated-network-base';
import { NetworkAcls } from './network-acls';
import { GatewayEndpoints, InterfaceEndpoints, type EndpointPolicyException } from './network-endpoints';
import { NetworkSecurityGroups } from './network-security-groups';
import { NetworkVpc } from './network-vpc';
import { PlatformEndpoint } from './platform-endpoint';
import { ZONE_SLOTS, planSubnets, type TierMasks } from './subnet-plan';
import { tiersUsing, type GatewayService } from './traffic';
import { VpcSettings } from './vpc-settings';

/** Properties of an IsolatedNetwork. */
export interface IsolatedNetworkProps {
  /** Two to four zones, such as `['eu-central-1a', 'eu-central-1b']`. Each must offer the chosen endpoints. Append only: the order decides addresses. */
  readonly availabilityZones: string[];
  /** Key of the logs; its policy must admit CloudWatch Logs (the logs key of DataKeys does). */
  readonly logEncryptionKey: kms.IKey;
  /** IPv4 network of the VPC, /16 to /24, known at synthesis. @default '10.0.0.0/16' */
  readonly cidr?: string;
  /** Prefix length of the subnets of each tier. @default - sixteen equal shares: four tiers in four zones, so that a zone can be added later */
  readonly subnetMasks?: TierMasks;
  /** The AWS services that are reached by an interface endpoint; each costs by the hour in each zone. @default PlatformEndpoint.DEFAULTS */
  readonly interfaceEndpoints?: PlatformEndpoint[];
  /** Whether the AI gateway reaches DynamoDB through a gateway endpoint; without it, nobody does. @default false */
  readonly dynamoDb?: boolean;
  /** Id of the organisation whose principals and resources the endpoints admit, such as `o-a1b2c3d4e5`. @default - this account only */
  readonly organizationId?: string;
  /** Buckets of AWS that the S3 endpoint admits besides the layers of ECR images. Those of Systems Manager come with its endpoint. @default - none */
  readonly awsOwnedBuckets?: AwsOwnedBuckets[];
  /** Accounts of AWS from whose ECR repositories hosts pull: Bottlerocket's control container, GuardDuty's sidecar. @default - none */
  readonly awsImageAccounts?: string[];
  /** Endpoints that must go without a policy because the service refuses one in this Region. @default - every endpoint has a policy */
  readonly endpointPolicyExceptions?: EndpointPolicyException[];
  /** Names that may be resolved besides those of the chosen endpoints: your private zones, `vllm.internal` or `*.internal.example.com`. @default - none */
  readonly allowedDomains?: string[];
  /** What happens to all other names. @default DnsFirewallMode.block() */
  readonly dnsFirewall?: DnsFirewallMode;
  /** Told when the DNS firewall blocks a query. @default - nobody; see `metricBlockedDnsQueries` */
  readonly alarmTopic?: sns.ITopic;
  /** VPC Block Public Access, which acts on every VPC of the account in this Region. @default - left as it is */
  readonly blockPublicAccess?: VpcBlockPublicAccess;
  /** How long flow and DNS logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to flow and DNS logs when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A VPC in which nothing has a route to the internet: isolated subnets in four tiers, AWS reached through endpoints that admit this
 * account's (or organisation's) principals and resources, security groups and network ACLs from one traffic table, DNS by allow-list,
 * all flows and queries logged.
 */
export class IsolatedNetwork extends Construct implements IIsolatedNetwork {
  /**
   * A network that exists already. Nothing that is given is changed; what is missing and needed (security groups, the endpoints
   * you name) is created.
   * @throws PlatformError when endpoints are named twice, lack subnets, or exist without their security group
   */
  public static fromAttributes(scope: Construct, id: string, attributes: IsolatedNetworkAttributes): IIsolatedNetwork {
    return new ImportedNetwork(scope, id, attributes);
  }

  /** The VPC. */
  public readonly vpc: ec2.IVpc;
  /** Id of the S3 gateway endpoint, for bucket policies that admit only this network. @default - there is none */
  public readonly s3EndpointId?: string;
  /** Id of the DynamoDB gateway endpoint, for tables that admit only this network. @default - there is none */
  public readonly dynamoDbEndpointId?: string;
  /** Depend on it before anything boots in the network: endpoints, rules and the DNS firewall. */
  public readonly endpointsReady: IDependable;
  /** Accepted and rejected flows. */
  public readonly flowLogGroup: logs.ILogGroup;
  /** DNS queries and what became of them. */
  public readonly dnsQueryLogGroup: logs.ILogGroup;
  private readonly layout: NetworkVpc;
  private readonly groups: NetworkSecurityGroups;
  private readonly dnsFirewall: DnsFirewall;

  /** @throws PlatformError listing every property that cannot work */
  constructor(scope: Construct, id: string, props: IsolatedNetworkProps) {
    super(scope, id);
    const endpoints = props.interfaceEndpoints ?? PlatformEndpoint.DEFAULTS;
    const cidr = props.cidr ?? '10.0.0.0/16';
    const plan = planSubnets(cidr, props.subnetMasks ?? {}, endpoints.length, this.node.path);
    throwProblems([...zoneProblems(props.availabilityZones, this.node.path), ...plan.problems, ...endpointProblems(endpoints, this.node.path),
      ...perimeterProblems(props, this.node.path), ...domainProblems(props.allowedDomains ?? [], this.node.path)]);

    this.layout = new NetworkVpc(this, 'Vpc', { cidr, tiers: plan.tiers, availabilityZones: props.availabilityZones });
    this.node.defaultChild = this.layout.node.defaultChild;
    const { vpc } = this.layout;
    this.vpc = vpc;
    const settings = new VpcSettings(this, 'Settings', { logEncryptionKey: props.logEncryptionKey, logRetention: props.logRetention });
    settings.closeDefaultSecurityGroup(this.layout.defaultSecurityGroupId);
    const prefixListIds = new Map<GatewayService, () => string>([['s3', () => settings.prefixListId('s3')]]);
    if (props.dynamoDb === true) prefixListIds.set('dynamodb', () => settings.prefixListId('dynamodb'));
    this.groups = new NetworkSecurityGroups(this, 'SecurityGroups', { vpc, given: new Map(), prefixListIds });
    const acls = new NetworkAcls(this, 'Acls', { vpc, vpcCidr: cidr, tiers: plan.tiers, subnets: (tier) => this.layout.subnets(tier) });

    const logging = { vpc, encryptionKey: props.logEncryptionKey, retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR, removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN };
    this.flowLogGroup = new FlowLogs(this, 'FlowLogs', logging).logGroup;
    this.dnsFirewall = new DnsFirewall(this, 'DnsFirewall', {
      ...logging, endpoints, dynamoDb: props.dynamoDb ?? false, allowedDomains: props.allowedDomains ?? [], mode: props.dnsFirewall ?? DnsFirewallMode.block(), alarmTopic: props.alarmTopic,
    });
    this.dnsQueryLogGroup = this.dnsFirewall.logGroup;

    const gateways = new GatewayEndpoints(this, 'GatewayEndpoints', {
      vpc, subnets: (service) => tiersUsing(service).flatMap((tier) => this.layout.subnets(tier)), perimeter: props, awsOwnedBuckets: props.awsOwnedBuckets ?? [],
      systemsManager: endpoints.some(({ service }) => service === PlatformEndpoint.SSM.service), dynamoDb: props.dynamoDb ?? false,
    });
    this.s3EndpointId = gateways.s3.vpcEndpointId;
    this.dynamoDbEndpointId = gateways.dynamoDb?.vpcEndpointId;
    const interfaces = new InterfaceEndpoints(this, 'Endpoints', {
      vpc, endpoints, subnets: this.subnets(SubnetTier.ENDPOINTS), securityGroup: this.securityGroup(SecurityGroupRole.ENDPOINTS),
      perimeter: props, policyExceptions: props.endpointPolicyExceptions ?? [],
    });
    this.endpointsReady = new DependencyGroup(gateways, interfaces, this.groups, acls, this.dnsFirewall);
    if (props.blockPublicAccess !== undefined) blockPublicAccess(this, props.blockPublicAccess);
  }

  /** The subnets of a tier, one in each zone. */
  public subnets(tier: SubnetTier): ec2.SubnetSelection {
    return { subnets: this.layout.subnets(tier) };
  }

  /** The security group of a role. Its rules are complete: do not add to them. */
  public securityGroup(role: SecurityGroupRole): ec2.ISecurityGroup {
    return this.groups.group(role);
  }

  /** DNS queries for names that are not on the allow-list, blocked. Sum by default. Every one is a misconfiguration or an attempt to get out. */
  public metricBlockedDnsQueries(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.dnsFirewall.metricBlockedQueries(options);
  }
}

function zoneProblems(zones: readonly string[], where: string): Problem[] {
  const problems: Problem[] = [];
  if (Token.isUnresolved(zones)) return [{ code: 'NetworkZonesUnresolved', what: "'availabilityZones' must be a list known at synthesis", where, fix: "name the zones, such as ['eu-central-1a', 'eu-central-1b']" }];
  if (zones.length < 2 || zones.length > ZONE_SLOTS) {
    problems.push({ code: 'NetworkZoneCount', what: `'availabilityZones' must name two to ${ZONE_SLOTS} zones`, got: zones, where, fix: 'name zones of the Region in which the chosen endpoints and GPU types exist' });
  }
  const known = zones.filter((zone) => !Token.isUnresolved(zone));
  if (new Set(known).size < known.length) {
    problems.push({ code: 'NetworkZoneTwice', what: "'availabilityZones' must not name a zone twice", got: zones, where, fix: 'remove the repeated zone' });
  }
  return problems;
}
