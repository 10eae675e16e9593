import type { aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';
import { Construct, DependencyGroup, type IDependable } from 'constructs';
import { PlatformError, throwProblems, type Problem } from '../../lib/contract/platform-error';
import { endpointProblems, perimeterProblems } from './endpoint-problems';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from './isolated-network-base';
import { InterfaceEndpoints, type EndpointPolicyException } from './network-endpoints';
import { NetworkSecurityGroups } from './network-security-groups';
import type { PlatformEndpoint } from './platform-endpoint';
import { GATEWAY_ENDPOINT_CLIENTS, type GatewayService } from './traffic';
import { VpcSettings } from './vpc-settings';

/** Security groups that exist already. Nothing is changed in them: they must hold the rules of the traffic table themselves. */
export interface ExistingSecurityGroups {
  /** Of the interface endpoints. @default - created; not possible when endpoints exist already */
  readonly endpoints?: ec2.ISecurityGroup;
  /** Of API Gateway's VPC link. @default - created */
  readonly apiLink?: ec2.ISecurityGroup;
  /** Of the internal load balancer. @default - created */
  readonly loadBalancer?: ec2.ISecurityGroup;
  /** Of the AI gateway's tasks. @default - created */
  readonly gateway?: ec2.ISecurityGroup;
  /** Of the inference tasks. @default - created */
  readonly inference?: ec2.ISecurityGroup;
  /** Of the GPU instances. @default - created */
  readonly inferenceHost?: ec2.ISecurityGroup;
  /** Of the vector store. @default - created */
  readonly vectorStore?: ec2.ISecurityGroup;
}

/** A network that exists already. */
export interface IsolatedNetworkAttributes {
  /** The VPC, with DNS support and DNS host names on. */
  readonly vpc: ec2.IVpc;
  /** Subnets for interface endpoints. @default - none; needed to create endpoints */
  readonly endpointSubnets?: ec2.ISubnet[];
  /** Subnets of load balancer and AI gateway. @default - none */
  readonly appSubnets?: ec2.ISubnet[];
  /** Subnets of GPU instances. @default - none */
  readonly gpuSubnets?: ec2.ISubnet[];
  /** Subnets of databases. @default - none */
  readonly dataSubnets?: ec2.ISubnet[];
  /** Security groups by role. @default - created with the rules of the traffic table */
  readonly securityGroups?: ExistingSecurityGroups;
  /** Services for which the VPC has an interface endpoint with private DNS already. Check its policy: it is not changed. @default - none */
  readonly existingEndpoints?: PlatformEndpoint[];
  /** Interface endpoints to create. @default - none */
  readonly createEndpoints?: PlatformEndpoint[];
  /** Id of the VPC's S3 gateway endpoint, which the subnets' route tables must use: image pulls need it. @default - none */
  readonly s3EndpointId?: string;
  /** Id of the prefix list of S3 in this Region. @default - looked up at deploy when a security group needs it */
  readonly s3PrefixListId?: string;
  /** Id of the VPC's DynamoDB gateway endpoint, which the route tables of the app subnets must use. @default - none */
  readonly dynamoDbEndpointId?: string;
  /** Id of the prefix list of DynamoDB in this Region. @default - looked up at deploy when a security group needs it */
  readonly dynamoDbPrefixListId?: string;
  /** Organisation whose principals and resources created endpoints admit. @default - this account only */
  readonly organizationId?: string;
  /** Accounts of AWS from whose ECR repositories hosts pull, for created endpoints. @default - none */
  readonly awsImageAccounts?: string[];
  /** Created endpoints that must go without a policy because the service refuses one in this Region. @default - every created endpoint has a policy */
  readonly endpointPolicyExceptions?: EndpointPolicyException[];
  /** Key of the log of the function that looks up the prefix list. @default - a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/** See IsolatedNetwork.fromAttributes. */
export class ImportedNetwork extends Construct implements IIsolatedNetwork {
  readonly vpc: ec2.IVpc;
  readonly s3EndpointId?: string;
  readonly dynamoDbEndpointId?: string;
  readonly endpointsReady: IDependable;
  private readonly tiers: Readonly<Record<SubnetTier, readonly ec2.ISubnet[]>>;
  private readonly groups: NetworkSecurityGroups;

  constructor(scope: Construct, id: string, attributes: IsolatedNetworkAttributes) {
    super(scope, id);
    throwProblems(attributeProblems(attributes, this.node.path));
    this.vpc = attributes.vpc;
    this.s3EndpointId = attributes.s3EndpointId;
    this.dynamoDbEndpointId = attributes.dynamoDbEndpointId;
    this.tiers = {
      [SubnetTier.ENDPOINTS]: attributes.endpointSubnets ?? [],
      [SubnetTier.APP]: attributes.appSubnets ?? [],
      [SubnetTier.GPU]: attributes.gpuSubnets ?? [],
      [SubnetTier.DATA]: attributes.dataSubnets ?? [],
    };
    const given = givenGroups(attributes.securityGroups ?? {});
    this.groups = new NetworkSecurityGroups(this, 'SecurityGroups', { vpc: this.vpc, given, prefixListIds: this.prefixLists(attributes, given) });
    const ready: Construct[] = [this.groups];
    const create = attributes.createEndpoints ?? [];
    if (create.length > 0) {
      ready.push(new InterfaceEndpoints(this, 'Endpoints', {
        vpc: this.vpc, endpoints: create, subnets: this.subnets(SubnetTier.ENDPOINTS), securityGroup: this.securityGroup(SecurityGroupRole.ENDPOINTS),
        perimeter: attributes, policyExceptions: attributes.endpointPolicyExceptions ?? [],
      }));
    }
    this.endpointsReady = new DependencyGroup(...ready);
  }

  subnets(tier: SubnetTier): ec2.SubnetSelection {
    const subnets = this.tiers[tier];
    if (subnets.length === 0) {
      throw new PlatformError([{ code: 'NetworkTierMissing', what: `the imported network must have subnets of tier '${tier}'`, where: this.node.path, fix: `give '${SUBNETS_OF[tier]}' to IsolatedNetwork.fromAttributes` }]);
    }
    return { subnets: [...subnets] };
  }

  securityGroup(role: SecurityGroupRole): ec2.ISecurityGroup {
    return this.groups.group(role);
  }

  /** The lookup costs a function, so it is made only where a created group reaches the service through the endpoint. */
  private prefixLists(attributes: IsolatedNetworkAttributes, given: ReadonlyMap<SecurityGroupRole, ec2.ISecurityGroup>): ReadonlyMap<GatewayService, () => string> {
    const lists = new Map<GatewayService, () => string>();
    let settings: VpcSettings | undefined;
    const add = (service: GatewayService, endpointId: string | undefined, told: string | undefined): void => {
      if (told !== undefined) lists.set(service, () => told);
      else if (endpointId !== undefined && !GATEWAY_ENDPOINT_CLIENTS[service].every((role) => given.has(role))) {
        settings ??= new VpcSettings(this, 'Settings', { logEncryptionKey: attributes.logEncryptionKey });
        const lookup = settings;
        lists.set(service, () => lookup.prefixListId(service));
      }
    };
    add('s3', attributes.s3EndpointId, attributes.s3PrefixListId);
    add('dynamodb', attributes.dynamoDbEndpointId, attributes.dynamoDbPrefixListId);
    return lists;
  }
}

const SUBNETS_OF: Readonly<Record<SubnetTier, string>> = {
  [SubnetTier.ENDPOINTS]: 'endpointSubnets',
  [SubnetTier.APP]: 'appSubnets',
  [SubnetTier.GPU]: 'gpuSubnets',
  [SubnetTier.DATA]: 'dataSubnets',
};

function givenGroups(groups: ExistingSecurityGroups): Map<SecurityGroupRole, ec2.ISecurityGroup> {
  const given = new Map<SecurityGroupRole, ec2.ISecurityGroup>();
  for (const role of Object.values(SecurityGroupRole)) {
    const group = groups[role];
    if (group !== undefined) given.set(role, group);
  }
  return given;
}

function attributeProblems(attributes: IsolatedNetworkAttributes, where: string): Problem[] {
  const existing = attributes.existingEndpoints ?? [];
  const create = attributes.createEndpoints ?? [];
  const problems = [...endpointProblems([...existing, ...create], where), ...perimeterProblems({ ...attributes, interfaceEndpoints: create }, where)];
  if (create.length > 0 && (attributes.endpointSubnets ?? []).length === 0) {
    problems.push({ code: 'EndpointSubnetsMissing', what: "'createEndpoints' needs subnets to put them in", got: create.map(({ service }) => service), where, fix: "give 'endpointSubnets'" });
  }
  if (existing.length > 0 && attributes.securityGroups?.endpoints === undefined) {
    problems.push({ code: 'EndpointSecurityGroupMissing', what: "'existingEndpoints' needs the security group they have: tasks may connect to that group only", got: existing.map(({ service }) => service), where, fix: "give 'securityGroups.endpoints', which must admit TCP 443 from the roles that call AWS" });
  }
  return problems;
}
