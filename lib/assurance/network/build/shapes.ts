import { own } from '../../template/source';
import { at, isUnknown, type Value } from '../../template/value';
import type { Doubt, Node, NodeKind } from '../model';
import { tcp } from '../traffic';
import { given, nodeOf, someTexts, V6_NOT_TOLD, type Given, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';

type Path = readonly (string | number)[];

/** Where a type keeps its subnets and groups; everything else about these types is alike. */
interface Shape {
  readonly kind: NodeKind;
  readonly subnets: Path;
  readonly groups: Path;
  readonly runsCode: boolean;
  readonly publicAddress?: { readonly path: Path; readonly yes?: string; readonly absent: 'yes' | 'no' };
  /** Resources of the type without this property stand outside of any VPC. */
  readonly within?: Path;
  /** A door that AWS keeps on the internet: always where the resource stands outside of any VPC, and as this property says otherwise. */
  readonly door?: { readonly path?: Path; readonly open?: readonly string[]; readonly absent: 'yes' | 'no'; readonly port: number };
  /** The resource also leaves for the internet without its VPC, as this property says. */
  readonly leaves?: { readonly path: Path; readonly yes: string; readonly absent: 'yes' | 'no' };
  /** No packet leaves or arrives where this flag is set. */
  readonly isolated?: Path;
}

const vpcConfig = (kind: NodeKind, runsCode: boolean, within: string, subnets = 'Subnets', groups = 'SecurityGroupIds'): Shape => (
  { kind, subnets: [within, subnets], groups: [within, groups], runsCode, within: [within] });
const direct = (kind: NodeKind, runsCode: boolean, subnets = 'SubnetIds', groups = 'SecurityGroupIds'): Shape => ({ kind, subnets: [subnets], groups: [groups], runsCode });

const SEARCH: Shape = { ...vpcConfig('search', false, 'VPCOptions', 'SubnetIds'), door: { absent: 'no', port: 443 } };
const AGENT: Shape = {
  kind: 'service', subnets: ['NetworkConfiguration', 'NetworkModeConfig', 'Subnets'], groups: ['NetworkConfiguration', 'NetworkModeConfig', 'SecurityGroups'], runsCode: true,
  within: ['NetworkConfiguration', 'NetworkModeConfig'],
};
const AGENT_TOOL: Shape = {
  ...AGENT, subnets: ['NetworkConfiguration', 'VpcConfig', 'Subnets'], groups: ['NetworkConfiguration', 'VpcConfig', 'SecurityGroups'], within: ['NetworkConfiguration', 'VpcConfig'],
};

const SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::AmazonMQ::Broker': { ...direct('other', false, 'SubnetIds', 'SecurityGroups'), publicAddress: { path: ['PubliclyAccessible'], absent: 'no' } },
  'AWS::Batch::ComputeEnvironment': vpcConfig('instance', true, 'ComputeResources'),
  'AWS::BedrockAgentCore::BrowserCustom': AGENT_TOOL,
  'AWS::BedrockAgentCore::CodeInterpreterCustom': AGENT_TOOL,
  'AWS::BedrockAgentCore::Runtime': AGENT,
  'AWS::CodeBuild::Project': vpcConfig('other', true, 'VpcConfig'),
  'AWS::DocDBElastic::Cluster': direct('database', false, 'SubnetIds', 'VpcSecurityGroupIds'),
  'AWS::EC2::ClientVpnEndpoint': { ...direct('other', true), subnets: [], door: { absent: 'yes', port: 443 } },
  'AWS::EC2::InstanceConnectEndpoint': direct('other', true, 'SubnetId'),
  'AWS::EFS::MountTarget': direct('file-system', false, 'SubnetId', 'SecurityGroups'),
  'AWS::ElastiCache::ServerlessCache': direct('cache', false),
  'AWS::Elasticsearch::Domain': SEARCH,
  'AWS::EMR::Cluster': { kind: 'instance', subnets: ['Instances', 'Ec2SubnetId'], groups: ['Instances', 'EmrManagedMasterSecurityGroup'], runsCode: true },
  'AWS::EMRServerless::Application': vpcConfig('service', true, 'NetworkConfiguration', 'SubnetIds'),
  'AWS::FSx::FileSystem': direct('file-system', false),
  'AWS::Glue::Connection': {
    kind: 'other', subnets: ['ConnectionInput', 'PhysicalConnectionRequirements', 'SubnetId'], groups: ['ConnectionInput', 'PhysicalConnectionRequirements', 'SecurityGroupIdList'], runsCode: true,
    within: ['ConnectionInput', 'PhysicalConnectionRequirements'],
  },
  'AWS::Grafana::Workspace': { ...vpcConfig('other', true, 'VpcConfiguration', 'SubnetIds'), door: { absent: 'yes', port: 443 } },
  'AWS::KafkaConnect::Connector': { kind: 'service', subnets: ['KafkaCluster', 'ApacheKafkaCluster', 'Vpc', 'Subnets'], groups: ['KafkaCluster', 'ApacheKafkaCluster', 'Vpc', 'SecurityGroups'], runsCode: true },
  'AWS::MSK::Cluster': {
    kind: 'other', subnets: ['BrokerNodeGroupInfo', 'ClientSubnets'], groups: ['BrokerNodeGroupInfo', 'SecurityGroups'], runsCode: false,
    publicAddress: { path: ['BrokerNodeGroupInfo', 'ConnectivityInfo', 'PublicAccess', 'Type'], yes: 'SERVICE_PROVIDED_EIPS', absent: 'no' },
  },
  'AWS::MSK::ServerlessCluster': { kind: 'other', subnets: ['VpcConfigs', 0, 'SubnetIds'], groups: ['VpcConfigs', 0, 'SecurityGroups'], runsCode: false },
  'AWS::MWAA::Environment': {
    kind: 'service', subnets: ['NetworkConfiguration', 'SubnetIds'], groups: ['NetworkConfiguration', 'SecurityGroupIds'], runsCode: true,
    door: { path: ['WebserverAccessMode'], open: ['PUBLIC_ONLY'], absent: 'no', port: 443 },
  },
  'AWS::OpenSearchService::Domain': SEARCH,
  'AWS::RedshiftServerless::Workgroup': { ...direct('database', false), publicAddress: { path: ['PubliclyAccessible'], absent: 'no' } },
  'AWS::SageMaker::Cluster': vpcConfig('instance', true, 'VpcConfig'),
  'AWS::SageMaker::Domain': {
    kind: 'other', subnets: ['SubnetIds'], groups: ['DefaultUserSettings', 'SecurityGroups'], runsCode: true, leaves: { path: ['AppNetworkAccessType'], yes: 'PublicInternetOnly', absent: 'yes' },
  },
  'AWS::SageMaker::Model': { ...vpcConfig('service', true, 'VpcConfig'), isolated: ['EnableNetworkIsolation'] },
  'AWS::SageMaker::NotebookInstance': { ...direct('other', true, 'SubnetId'), within: ['SubnetId'], leaves: { path: ['DirectInternetAccess'], yes: 'Enabled', absent: 'yes' } },
  'AWS::Synthetics::Canary': vpcConfig('other', true, 'VPCConfig', 'SubnetIds'),
  'AWS::Timestream::InfluxDBInstance': { ...direct('database', false, 'VpcSubnetIds', 'VpcSecurityGroupIds'), publicAddress: { path: ['PubliclyAccessible'], absent: 'no' } },
  'AWS::Transfer::Server': { ...vpcConfig('other', false, 'EndpointDetails', 'SubnetIds'), door: { path: ['EndpointType'], open: ['PUBLIC'], absent: 'yes', port: 22 } },
};

/** Services that are placed by a list of subnets and a list of groups, or stand outside of any VPC. */
export function shapedNodes(ground: Ground): Node[] {
  return ground.reader.resources.flatMap((resource): Node[] => {
    const shape = own(SHAPES, resource.type);
    return shape ? [shapedNode(ground, resource, shape)] : [];
  });
}

function shapedNode(ground: Ground, resource: NetworkResource, shape: Shape): Node {
  const { reader } = ground;
  const { properties } = resource;
  const { kind, runsCode } = shape;
  if (shape.isolated && reader.flag(properties, ...shape.isolated) === true) return nodeOf(ground, resource, kind, undefined, { runsCode: false });
  const inside = shape.within === undefined || at(properties, ...shape.within) !== undefined;
  const door = doorOf(reader, resource, shape, inside);
  if (!inside) return nodeOf(ground, resource, kind, undefined, { runsCode, ...(runsCode ? { outsideVpc: true } : {}), ...door });
  const subnets = resource.type === 'AWS::EC2::ClientVpnEndpoint' ? targetNetworks(reader, resource) : someTexts(reader, properties, shape.subnets);
  const leaves = shape.leaves && textGiven(reader, properties, shape.leaves.path, [shape.leaves.yes], shape.leaves.absent);
  return nodeOf(ground, resource, kind, {
    subnets, groups: someTexts(reader, properties, shape.groups), publicAddress: publicOf(reader, properties, shape), v6: V6_NOT_TOLD,
  }, { runsCode, ...(leaves === undefined || leaves === 'no' ? {} : { outsideVpc: leaves === 'yes' ? true : leaves }), ...door });
}

function doorOf(reader: Reader, resource: NetworkResource, { door, within }: Shape, inside: boolean): Partial<Node> {
  if (!door) return {};
  const open: Given = !inside && within ? 'yes' : door.path && door.open ? textGiven(reader, resource.properties, door.path, door.open, door.absent) : door.absent;
  return open === 'no' ? {} : { publicDoor: tcp(door.port), doorDoubt: open === 'yes' ? undefined : open };
}

function publicOf(reader: Reader, properties: Value, { publicAddress }: Shape): Given {
  if (!publicAddress) return 'no';
  const { path, yes, absent } = publicAddress;
  return yes === undefined ? given(reader.flag(properties, ...path), absent) : textGiven(reader, properties, path, [yes], absent);
}

/** Yes for the named texts, no for others, what is not told stays so. */
function textGiven(reader: Reader, properties: Value, path: Path, yes: readonly string[], absent: 'yes' | 'no'): Given {
  const value = at(properties, ...path);
  const doubt: Doubt | undefined = isUnknown(value) ? value.cause : undefined;
  const written = reader.text(value);
  if (written === undefined) return absent;
  return doubt ?? (yes.includes(written) ? 'yes' : reader.isTold(written) ? 'no' : { code: 'PropertyNotTold', property: path.join('.'), value: written });
}

/** A client VPN stands in the subnets that it is associated with. */
function targetNetworks(reader: Reader, endpoint: NetworkResource): readonly string[] {
  return reader.ofType('AWS::EC2::ClientVpnTargetNetworkAssociation')
    .filter(({ properties }) => reader.id(reader.text(properties, 'ClientVpnEndpointId') ?? '') === endpoint.id)
    .flatMap(({ properties }) => reader.text(properties, 'SubnetId') ?? []);
}
