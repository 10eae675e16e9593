import { at } from '../../template/value';
import type { GroupRule, Node, SecurityGroup } from '../model';
import { tcp, ALL_TRAFFIC } from '../traffic';
import { ALL_ADDRESSES, exactly, INTERNET, parseCidr } from '../addresses';
import { clusterGroupId } from './groups';
import { given, nodeOf, V6_NOT_TOLD, type Given, type Ground } from './interfaces';
import type { Belongings, NetworkResource, Reader } from './reader';

const CLUSTER = 'AWS::EKS::Cluster';

/** EKS: the control plane's interfaces and its public endpoint, and the nodes of node groups and Fargate profiles. */
export function clusters(ground: Ground): Node[] {
  const { reader } = ground;
  const planes = reader.ofType(CLUSTER).map((resource) => {
    const vpc = at(resource.properties, 'ResourcesVpcConfig');
    const open = endpointDoor(reader, resource);
    return nodeOf(ground, resource, 'service', {
      subnets: reader.texts(vpc, 'SubnetIds'), groups: [clusterGroupId(resource.id), ...reader.texts(vpc, 'SecurityGroupIds')], publicAddress: 'no', v6: V6_NOT_TOLD,
    }, { runsCode: true, ...(open === 'no' ? {} : { publicDoor: tcp(443), doorDoubt: open === 'yes' ? undefined : open }) });
  });
  const workers = reader.ofType('AWS::EKS::Nodegroup', 'AWS::EKS::FargateProfile').map((resource) => {
    const { properties } = resource;
    const template = reader.resource(reader.text(properties, 'LaunchTemplate', 'Id') ?? reader.text(properties, 'LaunchTemplate', 'Name'), 'AWS::EC2::LaunchTemplate');
    const cards = reader.items(template?.properties, 'LaunchTemplateData', 'NetworkInterfaces');
    const own = [...reader.texts(template?.properties, 'LaunchTemplateData', 'SecurityGroupIds'), ...cards.flatMap((card) => reader.texts(card, 'Groups'))];
    const named = at(properties, 'LaunchTemplate') !== undefined && template === undefined;
    const cluster = reader.resource(reader.text(properties, 'ClusterName'), CLUSTER);
    const shared = cluster ? clusterGroupId(cluster.id) : `${resource.id}/cluster-security-group`;
    return nodeOf(ground, resource, 'instance', {
      subnets: reader.texts(properties, 'Subnets'), groups: own.length > 0 ? own : [named ? `${resource.id}/launch-template-groups` : shared], publicAddress: handedOut(ground, properties, cards), v6: 'as-subnet',
    }, { runsCode: true });
  });
  return [...planes, ...workers];
}

/** The endpoint of the Kubernetes API is public unless that is switched off or no address of the internet is admitted. */
function endpointDoor(reader: Reader, { id, properties }: NetworkResource): Given {
  const open = given(reader.flag(properties, 'ResourcesVpcConfig', 'EndpointPublicAccess'), 'yes');
  const listed = reader.texts(properties, 'ResourcesVpcConfig', 'PublicAccessCidrs');
  if (open === 'no' || listed.length === 0) return open;
  const blocks = listed.map((block) => parseCidr(block));
  if (blocks.some((block) => block?.set.meets(INTERNET) === true)) return open;
  return blocks.includes(undefined) ? { code: 'PublicAccessCidrsNotTold', cluster: id } : 'no';
}

function handedOut({ reader, subnets }: Ground, properties: NetworkResource['properties'], cards: ReturnType<Reader['items']>): Given {
  const asked = cards.map((card) => reader.flag(card, 'AssociatePublicIpAddress')).find((flag) => flag !== undefined);
  const answers = reader.texts(properties, 'Subnets').map((name): Given => {
    const facts = subnets.get(reader.id(name));
    return facts ? given(facts.assignsPublicV4, 'no') : { code: 'SubnetOutsideTemplates', subnet: name };
  });
  return given(asked, answers.find((answer) => answer === 'yes') ?? answers.find((answer) => answer !== 'no') ?? 'no');
}

/** The group that EKS itself makes for a cluster: open to itself and outwards, unless rules are added. */
export function clusterGroups(reader: Reader, separate: Belongings<GroupRule>): readonly SecurityGroup[] {
  return reader.ofType(CLUSTER).map(({ id, doubt }) => {
    const group = clusterGroupId(id);
    return {
      id: group, vpc: undefined, rules: [
        { id: `${group}/ingress`, direction: 'in', traffic: ALL_TRAFFIC, peer: { kind: 'group', group }, doubt },
        { id: `${group}/egress`, direction: 'out', traffic: ALL_TRAFFIC, peer: { kind: 'addresses', addresses: exactly(ALL_ADDRESSES) }, doubt },
        ...separate.of(group),
      ],
    };
  });
}
