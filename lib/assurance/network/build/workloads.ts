import { at, type Value } from '../../template/value';
import type { Doubt, Id, Node, NodeKind } from '../model';
import { given, interfacesOf, nodeOf, V6_NOT_TOLD, type Given, type Ground, type Placement } from './interfaces';
import type { NetworkResource, Reader } from './reader';
import { tcp } from '../traffic';
import { orDoubt } from './vpcs';

/** Where a type keeps its subnets and groups; everything else about these types is alike. */
interface Shape {
  readonly kind: NodeKind;
  readonly subnets: readonly (string | number)[];
  readonly groups: readonly (string | number)[];
  readonly runsCode: boolean;
  readonly publicAddress?: readonly (string | number)[];
  /** Resources of the type without this property stand outside of any VPC. */
  readonly within?: readonly (string | number)[];
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::OpenSearchService::Domain': { kind: 'search', subnets: ['VPCOptions', 'SubnetIds'], groups: ['VPCOptions', 'SecurityGroupIds'], runsCode: false, within: ['VPCOptions'] },
  'AWS::Elasticsearch::Domain': { kind: 'search', subnets: ['VPCOptions', 'SubnetIds'], groups: ['VPCOptions', 'SecurityGroupIds'], runsCode: false, within: ['VPCOptions'] },
  'AWS::OpenSearchServerless::VpcEndpoint': { kind: 'endpoint', subnets: ['SubnetIds'], groups: ['SecurityGroupIds'], runsCode: false },
  'AWS::EFS::MountTarget': { kind: 'file-system', subnets: ['SubnetId'], groups: ['SecurityGroups'], runsCode: false },
  'AWS::FSx::FileSystem': { kind: 'file-system', subnets: ['SubnetIds'], groups: ['SecurityGroupIds'], runsCode: false },
  'AWS::SageMaker::NotebookInstance': { kind: 'other', subnets: ['SubnetId'], groups: ['SecurityGroupIds'], runsCode: true, within: ['SubnetId'] },
  'AWS::SageMaker::Model': { kind: 'other', subnets: ['VpcConfig', 'Subnets'], groups: ['VpcConfig', 'SecurityGroupIds'], runsCode: true, within: ['VpcConfig'] },
  'AWS::CodeBuild::Project': { kind: 'other', subnets: ['VpcConfig', 'Subnets'], groups: ['VpcConfig', 'SecurityGroupIds'], runsCode: true, within: ['VpcConfig'] },
  'AWS::Batch::ComputeEnvironment': { kind: 'other', subnets: ['ComputeResources', 'Subnets'], groups: ['ComputeResources', 'SecurityGroupIds'], runsCode: true, within: ['ComputeResources'] },
  'AWS::EKS::Cluster': { kind: 'other', subnets: ['ResourcesVpcConfig', 'SubnetIds'], groups: ['ResourcesVpcConfig', 'SecurityGroupIds'], runsCode: true },
  'AWS::MSK::Cluster': { kind: 'other', subnets: ['BrokerNodeGroupInfo', 'ClientSubnets'], groups: ['BrokerNodeGroupInfo', 'SecurityGroups'], runsCode: false },
  'AWS::AmazonMQ::Broker': { kind: 'other', subnets: ['SubnetIds'], groups: ['SecurityGroups'], runsCode: false, publicAddress: ['PubliclyAccessible'] },
  'AWS::EC2::InstanceConnectEndpoint': { kind: 'other', subnets: ['SubnetId'], groups: ['SecurityGroupIds'], runsCode: true },
};

export function shapedNodes(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.resources.flatMap((resource): Node[] => {
    const shape = SHAPES[resource.type];
    if (!shape) return [];
    const { properties } = resource;
    if (shape.within && at(properties, ...shape.within) === undefined) return [nodeOf(ground, resource, shape.kind, undefined, { runsCode: shape.runsCode, outsideVpc: shape.runsCode })];
    const publicAddress = shape.publicAddress ? given(reader.flag(properties, ...shape.publicAddress), 'no') : 'no';
    return [nodeOf(ground, resource, shape.kind, placed(reader, properties, shape.subnets, shape.groups, publicAddress), { runsCode: shape.runsCode })];
  });
}

function placed(reader: Reader, properties: Value, subnets: readonly (string | number)[], groups: readonly (string | number)[], publicAddress: Given): Placement {
  return { subnets: someTexts(reader, properties, subnets), groups: someTexts(reader, properties, groups), publicAddress, v6: V6_NOT_TOLD };
}

/** A list of texts, or one text where the type takes only one. */
function someTexts(reader: Reader, properties: Value, path: readonly (string | number)[]): readonly string[] {
  const listed = reader.texts(properties, ...path);
  const one = listed.length > 0 ? undefined : reader.text(properties, ...path);
  return one === undefined ? listed : [one];
}

/** Lambda functions: in a VPC through its interfaces, outside of one straight on the internet. */
export function functions(ground: Ground): Node[] {
  const { reader } = ground;
  const urls = new Set(reader.ofType('AWS::Lambda::Url').map(({ properties }) => reader.find(reader.text(properties, 'TargetFunctionArn'))?.resource.id));
  return reader.ofType('AWS::Lambda::Function', 'AWS::Serverless::Function').map((resource) => {
    const { properties } = resource;
    const subnets = reader.texts(properties, 'VpcConfig', 'SubnetIds');
    const door = urls.has(resource.id) ? { publicDoor: HTTPS } : {};
    if (subnets.length === 0) return nodeOf(ground, resource, 'function', undefined, { runsCode: true, outsideVpc: true, ...door });
    const v6 = given(reader.flag(properties, 'VpcConfig', 'Ipv6AllowedForDualStack'), 'no');
    return nodeOf(ground, resource, 'function', { subnets, groups: reader.texts(properties, 'VpcConfig', 'SecurityGroupIds'), publicAddress: 'no', v6 }, { runsCode: true, ...door });
  });
}

/** Aurora clusters (with their instances as members) and single databases; also Redshift, Neptune, DocumentDB, ElastiCache and MemoryDB. */
export function databases(ground: Ground): Node[] {
  const { reader } = ground;
  const subnetsOf = (name: string | undefined, types: readonly string[]): readonly string[] => {
    const group = reader.resource(name, ...types);
    return group ? reader.texts(group.properties, 'SubnetIds') : [name ?? 'default subnet group'];
  };
  const rds = (resource: NetworkResource, members: readonly NetworkResource[]): Node => {
    const { properties } = resource;
    const subnets = subnetsOf(reader.text(properties, 'DBSubnetGroupName'), ['AWS::RDS::DBSubnetGroup', 'AWS::Neptune::DBSubnetGroup', 'AWS::DocDB::DBSubnetGroup']);
    const groups = [...reader.texts(properties, 'VPCSecurityGroups'), ...reader.texts(properties, 'VpcSecurityGroupIds')];
    const v6: Given = reader.text(properties, 'NetworkType') === 'DUAL' ? 'yes' : 'no';
    return nodeOf(ground, resource, 'database', { subnets, groups, publicAddress: publicOf(reader, [resource, ...members]), v6 }, { members: members.map(({ id }) => id) });
  };
  const instances = reader.ofType('AWS::RDS::DBInstance', 'AWS::Neptune::DBInstance', 'AWS::DocDB::DBInstance');
  const clusters = reader.ofType('AWS::RDS::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::DocDB::DBCluster');
  const clusterOf = (instance: NetworkResource): Id | undefined => reader.find(reader.text(instance.properties, 'DBClusterIdentifier'))?.resource.id;
  const plain: readonly { readonly type: string; readonly kind: NodeKind; readonly group: string; readonly groupType: string; readonly groups: string }[] = [
    { type: 'AWS::ElastiCache::ReplicationGroup', kind: 'cache', group: 'CacheSubnetGroupName', groupType: 'AWS::ElastiCache::SubnetGroup', groups: 'SecurityGroupIds' },
    { type: 'AWS::ElastiCache::CacheCluster', kind: 'cache', group: 'CacheSubnetGroupName', groupType: 'AWS::ElastiCache::SubnetGroup', groups: 'VpcSecurityGroupIds' },
    { type: 'AWS::MemoryDB::Cluster', kind: 'cache', group: 'SubnetGroupName', groupType: 'AWS::MemoryDB::SubnetGroup', groups: 'SecurityGroupIds' },
    { type: 'AWS::Redshift::Cluster', kind: 'database', group: 'ClusterSubnetGroupName', groupType: 'AWS::Redshift::ClusterSubnetGroup', groups: 'VpcSecurityGroupIds' },
  ];
  const serverless = reader.ofType('AWS::ElastiCache::ServerlessCache').map((resource) => nodeOf(ground, resource, 'cache', {
    subnets: reader.texts(resource.properties, 'SubnetIds'), groups: reader.texts(resource.properties, 'SecurityGroupIds'), publicAddress: 'no', v6: V6_NOT_TOLD,
  }));
  return [
    ...clusters.map((cluster) => rds(cluster, instances.filter((instance) => clusterOf(instance) === cluster.id))),
    ...instances.filter((instance) => !clusters.some(({ id }) => id === clusterOf(instance))).map((instance) => rds(instance, [])),
    ...plain.flatMap(({ type, kind, group, groupType, groups }) => reader.ofType(type).map((resource) => nodeOf(ground, resource, kind, {
      subnets: subnetsOf(reader.text(resource.properties, group), [groupType]),
      groups: reader.texts(resource.properties, groups),
      publicAddress: given(reader.flag(resource.properties, 'PubliclyAccessible'), 'no'),
      v6: V6_NOT_TOLD,
    }))),
    ...serverless,
  ];
}

/** RDS decides by the VPC when nothing is said: public where it has an internet gateway. */
function publicOf(reader: Reader, resources: readonly NetworkResource[]): Given {
  const instances = resources.filter(({ type }) => type.endsWith('::DBInstance'));
  const flags = (instances.length > 0 ? instances : resources).map((resource): Given => {
    const engine = resource.type.startsWith('AWS::RDS::') ? { code: 'PubliclyAccessibleNotSet', resource: resource.id } : 'no';
    return given(reader.flag(resource.properties, 'PubliclyAccessible'), engine);
  });
  return flags.find((flag) => flag === 'yes') ?? flags.find((flag) => flag !== 'no') ?? 'no';
}

/** EC2 instances, network interfaces of their own, and Auto Scaling groups with what their launch template says. */
export function instances(ground: Ground): Node[] {
  const { reader } = ground;
  const elastic = elasticAddresses(reader);
  const separate = reader.ofType('AWS::EC2::NetworkInterface').map((resource) => nodeOf(ground, resource, 'instance', {
    subnets: reader.texts([reader.text(resource.properties, 'SubnetId') ?? null]), groups: reader.texts(resource.properties, 'GroupSet'),
    publicAddress: elastic.has(resource.id) ? 'yes' : 'no', v6: 'as-subnet', privateAddress: reader.text(resource.properties, 'PrivateIpAddress'),
  }, { runsCode: true }));
  const single = reader.ofType('AWS::EC2::Instance').map((resource) => {
    const layers = [resource.properties, ...launchData(reader, resource.properties)];
    const node = nodeOf(ground, resource, 'instance', undefined, { runsCode: true });
    return withInterfaces(ground, node, layers, [], elastic.has(resource.id));
  });
  const groups = reader.ofType('AWS::AutoScaling::AutoScalingGroup').map((resource) => {
    const subnets = someTexts(reader, resource.properties, ['VPCZoneIdentifier']);
    return withInterfaces(ground, nodeOf(ground, resource, 'instance', undefined, { runsCode: true }), launchData(reader, resource.properties), subnets, false);
  });
  return [...separate, ...single, ...groups];
}

/** The first layer that says something counts: the instance before its launch template. */
function withInterfaces(ground: Ground, node: Node, layers: readonly Value[], subnets: readonly string[], elastic: boolean): Node {
  const { reader } = ground;
  const cards = layers.map((layer) => reader.items(layer, 'NetworkInterfaces')).find((items) => items.length > 0) ?? [{}];
  const interfaces = cards.flatMap((card) => {
    const attached = reader.resource(reader.text(card, 'NetworkInterfaceId'), 'AWS::EC2::NetworkInterface');
    const source = attached ? attached.properties : card;
    const own = reader.text(source, 'SubnetId') ?? layers.map((layer) => reader.text(layer, 'SubnetId')).find((subnet) => subnet !== undefined);
    const places = own === undefined ? subnets : [own];
    const asked = [source, ...layers].map((layer) => reader.flag(layer, 'AssociatePublicIpAddress')).find((flag) => flag !== undefined);
    const six = [source, ...layers].some((layer) => reader.text(layer, 'Ipv6AddressCount') !== undefined || reader.items(layer, 'Ipv6Addresses').length > 0);
    return places.map((place) => ({ place, asked, v6: six ? 'yes' as const : 'as-subnet' as const, privateAddress: reader.text(source, 'PrivateIpAddress') ?? reader.text(layers[0], 'PrivateIpAddress') }));
  });
  const groups = [...new Set([
    ...cards.flatMap((card) => groupTexts(reader, reader.resource(reader.text(card, 'NetworkInterfaceId'), 'AWS::EC2::NetworkInterface')?.properties ?? card)),
    ...(layers.map((layer) => groupTexts(reader, layer)).find((found) => found.length > 0) ?? []),
  ])];
  const all = interfaces.map(({ place, asked, v6, privateAddress }): Placement => ({
    subnets: [place], groups, publicAddress: elastic ? 'yes' : given(asked, subnetHandsOut(ground, place)), v6, privateAddress,
  }));
  const unsure: Doubt | undefined = layers.length === 0 ? { code: 'LaunchTemplateOutsideTemplates', node: node.id } : undefined;
  const placements = all.length > 0 ? all : [{ subnets: [], groups, publicAddress: unsure ?? { code: 'SubnetNotTold', node: node.id }, v6: 'as-subnet' as const }];
  const placedGroups = nodeOf(ground, { id: node.id, type: node.type, properties: {} }, node.kind, { ...(placements[0] ?? { publicAddress: 'no', v6: 'no', groups }), subnets: placements.flatMap((one) => one.subnets) }).groups;
  return {
    ...node,
    interfaces: placements.flatMap((placement) => interfacesOf(ground, node.id, placement)),
    groups: unsure ? [`${node.id}/groups-not-told`] : placedGroups,
  };
}

function groupTexts(reader: Reader, layer: Value): readonly string[] {
  return ['Groups', 'GroupSet', 'SecurityGroupIds', 'SecurityGroups'].flatMap((property) => reader.texts(layer, property));
}

function subnetHandsOut({ reader, subnets }: Ground, subnet: string): Given {
  const facts = subnets.get(reader.id(subnet));
  return facts ? orDoubt(facts.assignsPublicV4) : { code: 'SubnetOutsideTemplates', subnet };
}

/** What a launch template or launch configuration of the templates says. */
function launchData(reader: Reader, properties: Value): readonly Value[] {
  const names = [
    reader.text(properties, 'LaunchTemplate', 'LaunchTemplateId'), reader.text(properties, 'LaunchTemplate', 'LaunchTemplateName'), reader.text(properties, 'LaunchConfigurationName'),
    reader.text(properties, 'MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification', 'LaunchTemplateId'),
  ];
  return names.flatMap((name): readonly Value[] => {
    const found = reader.resource(name, 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration');
    const data = found && (found.type === 'AWS::EC2::LaunchTemplate' ? at(found.properties, 'LaunchTemplateData') : found.properties);
    return data === undefined ? [] : [data];
  });
}

/** Resources that an elastic address is associated with. */
function elasticAddresses(reader: Reader): ReadonlySet<Id> {
  const associations = reader.ofType('AWS::EC2::EIP', 'AWS::EC2::EIPAssociation');
  return new Set(associations.flatMap(({ properties }) => ['InstanceId', 'NetworkInterfaceId'].flatMap((property) => reader.text(properties, property) ?? [])).map((name) => reader.id(name)));
}

const HTTPS = tcp(443);
