import { at, type Value } from '../../template/value';
import type { Id, Node, NodeKind } from '../model';
import { given, nodeOf, someTexts, V6_NOT_TOLD, type Given, type Ground, type Placement } from './interfaces';
import type { NetworkResource, Reader } from './reader';
import { tcp } from '../traffic';

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

const HTTPS = tcp(443);

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
