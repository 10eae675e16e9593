import { opaque } from '../../template/symbols';
import { at, type Value } from '../../template/value';
import type { Doubt, Id, Node } from '../model';
import { given, interfacesOf, nodeOf, someTexts, type Given, type Ground, type Placement } from './interfaces';
import type { Reader } from './reader';
import { orDoubt } from './vpcs';

/** EC2 instances, network interfaces of their own, and Auto Scaling groups with what their launch template says. */
export function instances(ground: Ground): Node[] {
  const { reader } = ground;
  const elastic = elasticAddresses(reader);
  const separate = reader.ofType('AWS::EC2::NetworkInterface').map((resource) => nodeOf(ground, resource, 'instance', {
    subnets: reader.texts([reader.text(resource.properties, 'SubnetId') ?? null]), groups: reader.texts(resource.properties, 'GroupSet'),
    publicAddress: elastic.has(resource.id) ? 'yes' : 'no', v6: 'as-subnet', privateAddress: reader.text(resource.properties, 'PrivateIpAddress'),
  }, { runsCode: true }));
  const single = reader.ofType('AWS::EC2::Instance').map((resource) => {
    const launch = launchData(reader, resource.properties);
    const outside = launch.length === 0 && at(resource.properties, 'LaunchTemplate') !== undefined;
    const node = nodeOf(ground, resource, 'instance', undefined, { runsCode: true });
    return withInterfaces(ground, node, [resource.properties, ...launch], [], elastic.has(resource.id), outside);
  });
  const groups = reader.ofType('AWS::AutoScaling::AutoScalingGroup').map((resource) => {
    const subnets = someTexts(reader, resource.properties, ['VPCZoneIdentifier']);
    const launch = launchData(reader, resource.properties);
    return withInterfaces(ground, nodeOf(ground, resource, 'instance', undefined, { runsCode: true }), launch, subnets, false, launch.length === 0);
  });
  return [...separate, ...single, ...groups];
}

/** The first layer that says something counts: the instance before its launch template. */
function withInterfaces(ground: Ground, node: Node, layers: readonly Value[], subnets: readonly string[], elastic: boolean, launchesFromOutside: boolean): Node {
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
  const unsure: Doubt | undefined = launchesFromOutside ? { code: 'LaunchTemplateOutsideTemplates', node: node.id } : undefined;
  const placements = all.length > 0 ? all : [{ subnets: [], groups, publicAddress: unsure ?? { code: 'SubnetNotTold', node: node.id }, v6: 'as-subnet' as const }];
  const placedGroups = nodeOf(ground, { id: node.id, type: node.type, properties: {} }, node.kind, { ...(placements[0] ?? { publicAddress: 'no', v6: 'no', groups }), subnets: placements.flatMap((one) => one.subnets) }).groups;
  return {
    ...node,
    interfaces: placements.flatMap((placement) => interfacesOf(ground, node.id, placement)),
    groups: unsure && groups.length === 0 ? [opaque(`${node.id}.groups`)] : placedGroups,
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
