import { opaque } from '../../template/symbols';
import { at, type Value } from '../../template/value';
import type { Doubt, Id, Interface, Node } from '../model';
import { given, groupsOf, interfacesOf, nodeOf, someTexts, type Given, type Ground, type Placement } from './interfaces';
import { Belongings, type NetworkResource, type Reader } from './reader';
import { orDoubt } from './vpcs';

const INTERFACE = 'AWS::EC2::NetworkInterface';

/** EC2 instances with all their network interfaces, interfaces that belong to none, fleets and Auto Scaling groups with what their launch template says. */
export function instances(ground: Ground): Node[] {
  const { reader } = ground;
  const elastic = elasticAddresses(reader);
  const attached = attachedInterfaces(reader);
  const taken = new Set([...attached.values()].flat().map(({ id }) => id));
  const separate = reader.ofType(INTERFACE).filter(({ id }) => !taken.has(id)).map((resource) => nodeOf(ground, resource, 'instance', ownPlacement(reader, resource, elastic), { runsCode: true }));
  const single = reader.ofType('AWS::EC2::Instance').map((resource) => {
    const launch = launchData(reader, resource.properties);
    const outside = launch.length === 0 && at(resource.properties, 'LaunchTemplate') !== undefined;
    const cards = attached.get(resource.id) ?? [];
    const node = withInterfaces(ground, nodeOf(ground, resource, 'instance', undefined, { runsCode: true }), [resource.properties, ...launch], [], elasticOf(elastic, resource.id), outside, cards.length > 0);
    const others = cards.flatMap((card) => placed(ground, resource.id, ownPlacement(reader, card, elastic)));
    return { ...node, interfaces: [...node.interfaces, ...others], groups: union(node.groups, others), members: cards.map(({ id }) => id) };
  });
  const groups = reader.ofType('AWS::AutoScaling::AutoScalingGroup').map((resource) => launched(ground, resource, launchData(reader, resource.properties), someTexts(reader, resource.properties, ['VPCZoneIdentifier'])));
  return [...separate, ...single, ...groups, ...fleets(ground)];
}

function launched(ground: Ground, resource: NetworkResource, launch: readonly Value[], subnets: readonly string[]): Node {
  return withInterfaces(ground, nodeOf(ground, resource, 'instance', undefined, { runsCode: true }), launch, subnets, undefined, launch.length === 0, false);
}

/** Fleets name their launch templates, and subnets as overrides of them. */
function fleets(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::EC2::EC2Fleet', 'AWS::EC2::SpotFleet').map((resource) => {
    const configs = [...reader.items(resource.properties, 'LaunchTemplateConfigs'), ...reader.items(resource.properties, 'SpotFleetRequestConfigData', 'LaunchTemplateConfigs')];
    const launch = configs.flatMap((config) => launchData(reader, { LaunchTemplate: at(config, 'LaunchTemplateSpecification') ?? at(config, 'FleetLaunchTemplateSpecification') ?? null }));
    const subnets = configs.flatMap((config) => reader.items(config, 'Overrides').flatMap((override) => reader.text(override, 'SubnetId') ?? []));
    return launched(ground, resource, launch, subnets);
  });
}

function ownPlacement(reader: Reader, { id, properties }: NetworkResource, elastic: Belongings<Doubt | undefined>): Placement {
  const six = reader.text(properties, 'Ipv6AddressCount') !== undefined || reader.items(properties, 'Ipv6Addresses').length > 0;
  return {
    subnets: reader.texts([reader.text(properties, 'SubnetId') ?? null]), groups: reader.texts(properties, 'GroupSet'),
    publicAddress: elasticOf(elastic, id) ?? 'no', v6: six ? 'yes' : 'as-subnet', privateAddress: reader.text(properties, 'PrivateIpAddress'),
  };
}

/** Interfaces that are resources of their own, by the instance that names them or that they are attached to. */
function attachedInterfaces(reader: Reader): ReadonlyMap<Id, readonly NetworkResource[]> {
  const found = new Map<Id, NetworkResource[]>();
  const add = (instance: Id, name: string | undefined): void => {
    const card = reader.resource(name, INTERFACE);
    if (card) found.set(instance, [...(found.get(instance) ?? []), card]);
  };
  for (const { id, properties } of reader.ofType('AWS::EC2::Instance')) for (const card of reader.items(properties, 'NetworkInterfaces')) add(id, reader.text(card, 'NetworkInterfaceId'));
  for (const { properties } of reader.ofType('AWS::EC2::NetworkInterfaceAttachment')) {
    const instance = reader.resource(reader.text(properties, 'InstanceId'), 'AWS::EC2::Instance');
    if (instance) add(instance.id, reader.text(properties, 'NetworkInterfaceId'));
  }
  return found;
}

/** The first layer that says something counts: the instance before its launch template. */
function withInterfaces(ground: Ground, node: Node, layers: readonly Value[], subnets: readonly string[], elastic: Given | undefined, launchesFromOutside: boolean, hasOthers: boolean): Node {
  const { reader } = ground;
  const written = layers.map((layer) => reader.items(layer, 'NetworkInterfaces')).find((items) => items.length > 0);
  const cards = (written ?? [{}]).filter((card) => !reader.resource(reader.text(card, 'NetworkInterfaceId'), INTERFACE));
  // an instance that names only interfaces of their own has no other
  if (cards.length === 0 && hasOthers) return { ...node, groups: [] };
  const unsure: Doubt | undefined = launchesFromOutside ? { code: 'LaunchTemplateOutsideTemplates', node: node.id } : undefined;
  const shared = layers.map((layer) => groupTexts(reader, layer)).find((found) => found.length > 0) ?? [];
  const placements = cards.flatMap((card): Placement[] => {
    const own = reader.text(card, 'SubnetId') ?? layers.map((layer) => reader.text(layer, 'SubnetId')).find((subnet) => subnet !== undefined);
    const asked = [card, ...layers].map((layer) => reader.flag(layer, 'AssociatePublicIpAddress')).find((flag) => flag !== undefined);
    const six = [card, ...layers].some((layer) => reader.text(layer, 'Ipv6AddressCount') !== undefined || reader.items(layer, 'Ipv6Addresses').length > 0);
    const listed = groupTexts(reader, card);
    const groups = listed.length > 0 ? listed : shared.length > 0 ? shared : unsure ? [opaque(`${node.id}.groups`)] : [];
    const base = { groups, v6: six ? 'yes' as const : 'as-subnet' as const, privateAddress: reader.text(card, 'PrivateIpAddress') ?? reader.text(layers[0], 'PrivateIpAddress') };
    const places = own === undefined ? subnets : [own];
    if (places.length === 0) return [{ ...base, subnets: [], publicAddress: unsure ?? { code: 'SubnetNotTold', node: node.id } }];
    return places.map((place) => ({ ...base, subnets: [place], publicAddress: anyOf(elastic, given(asked, unsure ?? subnetHandsOut(ground, place))) }));
  });
  const interfaces = placements.flatMap((placement) => placed(ground, node.id, placement));
  return { ...node, interfaces, groups: union([], interfaces) };
}

/** Interfaces with groups of their own. */
function placed(ground: Ground, owner: Id, placement: Placement): readonly Interface[] {
  const groups = groupsOf(ground, owner, placement);
  return interfacesOf(ground, owner, placement).map((one) => ({ ...one, groups }));
}

function union(groups: readonly Id[] | undefined, interfaces: readonly Interface[]): readonly Id[] {
  return [...new Set([...(groups ?? []), ...interfaces.flatMap((one) => one.groups ?? [])])];
}

function groupTexts(reader: Reader, layer: Value): readonly string[] {
  return ['Groups', 'GroupSet', 'SecurityGroupIds', 'SecurityGroups'].flatMap((property) => reader.texts(layer, property));
}

/** One of two ways to have a public address is enough. */
function anyOf(elastic: Given | undefined, own: Given): Given {
  if (elastic === 'yes' || own === 'yes') return 'yes';
  return own === 'no' ? elastic ?? 'no' : own;
}

function subnetHandsOut({ reader, subnets }: Ground, subnet: string): Given {
  const facts = subnets.get(reader.id(subnet));
  return facts ? orDoubt(facts.assignsPublicV4) : { code: 'SubnetOutsideTemplates', subnet };
}

/** What a launch template or launch configuration of the templates says. */
function launchData(reader: Reader, properties: Value): readonly Value[] {
  const names = [
    reader.text(properties, 'LaunchTemplate', 'LaunchTemplateId'), reader.text(properties, 'LaunchTemplate', 'LaunchTemplateName'), reader.text(properties, 'LaunchConfigurationName'),
    ...['LaunchTemplateId', 'LaunchTemplateName'].map((key) => reader.text(properties, 'MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification', key)),
  ];
  return names.flatMap((name): readonly Value[] => {
    const found = reader.resource(name, 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration');
    const data = found && (found.type === 'AWS::EC2::LaunchTemplate' ? at(found.properties, 'LaunchTemplateData') : found.properties);
    return data === undefined ? [] : [data];
  });
}

/** Why an elastic address is perhaps not associated with a resource, undefined where it surely is; nothing where none is. */
function elasticAddresses(reader: Reader): Belongings<Doubt | undefined> {
  const found = new Belongings<Doubt | undefined>();
  for (const { properties, doubt } of reader.ofType('AWS::EC2::EIP', 'AWS::EC2::EIPAssociation')) {
    for (const property of ['InstanceId', 'NetworkInterfaceId']) {
      const owner = reader.owner(reader.text(properties, property));
      found.add(owner, doubt ?? owner.doubt);
    }
  }
  return found;
}

/** What elastic addresses say of a resource, where they say something. */
function elasticOf(elastic: Belongings<Doubt | undefined>, id: Id): Given | undefined {
  const found = elastic.of(id);
  if (found.length === 0) return undefined;
  return found.includes(undefined) ? 'yes' : found[0];
}
