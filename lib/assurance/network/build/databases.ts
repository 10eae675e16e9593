import type { Forward, Id, Node, NodeKind } from '../model';
import { ALL_TRAFFIC } from '../traffic';
import { given, nodeOf, V6_NOT_TOLD, type Given, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';

const SUBNET_GROUPS = ['AWS::RDS::DBSubnetGroup', 'AWS::Neptune::DBSubnetGroup', 'AWS::DocDB::DBSubnetGroup'];

/** Types that name a subnet group, with the properties that they keep it and their security groups in. */
const BY_SUBNET_GROUP: readonly { readonly type: string; readonly kind: NodeKind; readonly group: string; readonly groupType: string; readonly groups: string; readonly publicByDefault?: true }[] = [
  { type: 'AWS::ElastiCache::ReplicationGroup', kind: 'cache', group: 'CacheSubnetGroupName', groupType: 'AWS::ElastiCache::SubnetGroup', groups: 'SecurityGroupIds' },
  { type: 'AWS::ElastiCache::CacheCluster', kind: 'cache', group: 'CacheSubnetGroupName', groupType: 'AWS::ElastiCache::SubnetGroup', groups: 'VpcSecurityGroupIds' },
  { type: 'AWS::MemoryDB::Cluster', kind: 'cache', group: 'SubnetGroupName', groupType: 'AWS::MemoryDB::SubnetGroup', groups: 'SecurityGroupIds' },
  { type: 'AWS::DAX::Cluster', kind: 'cache', group: 'SubnetGroupName', groupType: 'AWS::DAX::SubnetGroup', groups: 'SecurityGroupIds' },
  { type: 'AWS::Redshift::Cluster', kind: 'database', group: 'ClusterSubnetGroupName', groupType: 'AWS::Redshift::ClusterSubnetGroup', groups: 'VpcSecurityGroupIds' },
  { type: 'AWS::DMS::ReplicationInstance', kind: 'other', group: 'ReplicationSubnetGroupIdentifier', groupType: 'AWS::DMS::ReplicationSubnetGroup', groups: 'VpcSecurityGroupIds', publicByDefault: true },
];

/** Aurora clusters (with their instances as members) and single databases; also Neptune, DocumentDB, Redshift, caches and proxies. */
export function databases(ground: Ground): Node[] {
  const { reader } = ground;
  const instances = reader.ofType('AWS::RDS::DBInstance', 'AWS::Neptune::DBInstance', 'AWS::DocDB::DBInstance');
  const clusters = reader.ofType('AWS::RDS::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::DocDB::DBCluster');
  const clusterOf = (instance: NetworkResource): Id | undefined => reader.find(reader.text(instance.properties, 'DBClusterIdentifier'))?.resource.id;
  const own = [
    ...clusters.map((cluster) => relational(ground, cluster, instances.filter((instance) => clusterOf(instance) === cluster.id))),
    ...instances.filter((instance) => !clusters.some(({ id }) => id === clusterOf(instance))).map((instance) => relational(ground, instance, [])),
  ];
  return [...own, ...BY_SUBNET_GROUP.flatMap(({ type, kind, group, groupType, groups, publicByDefault }) => reader.ofType(type).map((resource) => nodeOf(ground, resource, kind, {
    subnets: subnetsOf(reader, reader.text(resource.properties, group), groupType),
    groups: reader.texts(resource.properties, groups),
    publicAddress: given(reader.flag(resource.properties, 'PubliclyAccessible'), publicByDefault ? 'yes' : 'no'),
    v6: V6_NOT_TOLD,
  }))), ...proxies(ground)];
}

/** Subnets of the group, or one that is not known where the group lies outside the templates. */
function subnetsOf(reader: Reader, name: string | undefined, ...types: readonly string[]): readonly string[] {
  const group = reader.resource(name, ...types);
  return group ? reader.texts(group.properties, 'SubnetIds') : [name ?? 'default subnet group'];
}

function relational(ground: Ground, resource: NetworkResource, members: readonly NetworkResource[]): Node {
  const { reader } = ground;
  const { properties } = resource;
  const [named, ...more] = [resource, ...members].flatMap((each) => reader.text(each.properties, 'DBSubnetGroupName') ?? []);
  const subnets = subnetsOf(reader, named ?? more[0], ...SUBNET_GROUPS);
  const groups = [...reader.texts(properties, 'VPCSecurityGroups'), ...reader.texts(properties, 'VpcSecurityGroupIds')];
  const v6: Given = reader.text(properties, 'NetworkType') === 'DUAL' ? 'yes' : 'no';
  return nodeOf(ground, resource, 'database', { subnets, groups, publicAddress: publicOf(ground, [resource, ...members], subnets), v6 }, { members: members.map(({ id }) => id) });
}

/** RDS decides by the VPC when nothing is said: public where it has an internet gateway. Neptune and DocumentDB are never public. */
function publicOf(ground: Ground, resources: readonly NetworkResource[], subnets: readonly string[]): Given {
  const instances = resources.filter(({ type }) => type.endsWith('::DBInstance'));
  const flags = (instances.length > 0 ? instances : resources).map((resource): Given => {
    if (!resource.type.startsWith('AWS::RDS::')) return 'no';
    return given(ground.reader.flag(resource.properties, 'PubliclyAccessible'), byVpc(ground, resource, subnets));
  });
  return flags.find((flag) => flag === 'yes') ?? flags.find((flag) => flag !== 'no') ?? 'no';
}

function byVpc({ reader, subnets: known, gatewayed }: Ground, { id }: NetworkResource, subnets: readonly string[]): Given {
  const vpcs = subnets.map((name) => known.get(reader.id(name))?.subnet.vpc);
  const notTold: Given = { code: 'PubliclyAccessibleNotSet', resource: id };
  const answers = vpcs.map((vpc): Given => (vpc === undefined ? notTold : gatewayed(vpc)));
  return answers.find((answer) => answer === 'yes') ?? answers.find((answer) => answer !== 'no') ?? 'no';
}

/** A proxy passes on to the databases of its target groups. */
function proxies(ground: Ground): Node[] {
  const { reader } = ground;
  const targets = reader.ofType('AWS::RDS::DBProxyTargetGroup');
  return reader.ofType('AWS::RDS::DBProxy').map((proxy) => {
    const behind = targets.filter(({ properties }) => reader.id(reader.text(properties, 'DBProxyName') ?? '') === proxy.id);
    const forwards = behind.flatMap(({ id, properties, doubt }) => [...reader.texts(properties, 'DBClusterIdentifiers'), ...reader.texts(properties, 'DBInstanceIdentifiers')].map((name): Forward => {
      const to = reader.find(name)?.resource.id;
      return { id: `${id} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to, traffic: ALL_TRAFFIC, kind: 'flow', via: [id], doubt: doubt ?? (to === undefined ? { code: 'DatabaseOutsideTemplates', database: name } : undefined) };
    }));
    return nodeOf(ground, proxy, 'database', {
      subnets: reader.texts(proxy.properties, 'VpcSubnetIds'), groups: reader.texts(proxy.properties, 'VpcSecurityGroupIds'), publicAddress: 'no', v6: V6_NOT_TOLD,
    }, { forwards });
  });
}
