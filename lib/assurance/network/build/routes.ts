import { ALL_ADDRESSES, exactly, notKnown } from '../addresses';
import { ALL_TRAFFIC, icmpTraffic, protocolNumber, ruleTraffic } from '../traffic';
import type { AclEntry, Doubt, Id, NatGateway, NetworkAcl, Route, RouteTable, RouteTarget, Vpc } from '../model';
import type { AddressBook, Named } from './extents';
import { Belongings, isDoubt, type NetworkResource, type Reader } from './reader';
import { aclId, defaultAclId, mainRouteTableId, type SubnetFacts } from './vpcs';

const BEYOND: Readonly<Record<string, string>> = {
  TransitGatewayId: 'transit gateway', NetworkInterfaceId: 'network interface', InstanceId: 'instance', LocalGatewayId: 'local gateway', CarrierGatewayId: 'carrier gateway',
  CoreNetworkArn: 'core network', VpcEndpointId: 'endpoint of an appliance', OdbNetworkArn: 'ODB network',
};

/** Route tables, main ones included, with local routes, written routes and those that gateway endpoints put in. */
export function routeTables(reader: Reader, book: AddressBook, vpcs: ReadonlyMap<Id, Vpc>, subnetFacts: ReadonlyMap<Id, SubnetFacts>): ReadonlyMap<Id, RouteTable> {
  const written = new Belongings<Route>();
  const add = (name: string | undefined, route: Route): void => {
    const owner = reader.owner(name);
    written.add(owner, { ...route, doubt: route.doubt ?? owner.doubt });
  };
  for (const resource of reader.ofType('AWS::EC2::Route')) add(reader.text(resource.properties, 'RouteTableId'), routeOf(reader, book, resource));
  for (const { table, route } of endpointRoutes(reader, book)) add(table, route);
  for (const { id, properties, doubt } of reader.ofType('AWS::EC2::VPNGatewayRoutePropagation')) {
    const target: RouteTarget = { kind: 'beyond', id: reader.id(reader.text(properties, 'VpnGatewayId') ?? id), via: 'VPN gateway' };
    for (const table of reader.texts(properties, 'RouteTableIds')) add(table, { id, destination: notKnown(id), prefix: 1000, target, doubt: doubt ?? { code: 'RoutesArePropagated', gateway: target.id } });
  }
  // a table is of the VPC whose subnets it is associated with, whatever it says itself
  const used = new Map([...subnetFacts.values()].map(({ subnet }): [Id, Id] => [subnet.routeTable, subnet.vpc]));
  const own = reader.ofType('AWS::EC2::RouteTable').map((resource) => ({ id: resource.id, vpc: used.get(resource.id) ?? reader.id(reader.text(resource.properties, 'VpcId') ?? '') }));
  const main = [...vpcs.values()].filter(({ outside }) => !outside).map((vpc) => ({ id: mainRouteTableId(vpc.id), vpc: vpc.id }));
  return new Map([...own, ...main].map(({ id, vpc }) => [id, { id, routes: [...localRoutes(id, vpcs.get(vpc)), ...written.of(id)] }]));
}

/** One local route for each block of the VPC. */
function localRoutes(table: Id, vpc: Vpc | undefined): Route[] {
  return (vpc?.blocks ?? []).map(({ addresses, prefix }) => ({ id: `${table}/local`, destination: exactly(addresses), prefix, target: { kind: 'local' } }));
}

function endpointRoutes(reader: Reader, book: AddressBook): { readonly table: string; readonly route: Route }[] {
  return reader.ofType('AWS::EC2::VPCEndpoint').flatMap(({ id, properties, doubt }) => {
    const type = reader.text(properties, 'VpcEndpointType') ?? 'Gateway';
    if (type !== 'Gateway' && reader.isTold(type)) return [];
    const unsure = doubt ?? (type === 'Gateway' ? undefined : { code: 'EndpointTypeNotTold', endpoint: id });
    const service = reader.text(properties, 'ServiceName') ?? id;
    return reader.texts(properties, 'RouteTableIds').map((table) => ({
      table,
      route: { id: `${id}/route`, destination: exactly(book.service(shortName(service))), prefix: 999, target: { kind: 'service' as const, id, service: shortName(service) }, doubt: unsure },
    }));
  });
}

/** `s3` for `com.amazonaws.us-east-1.s3`. */
export function shortName(service: string): string {
  return service.split('.').at(-1) ?? service;
}

function routeOf(reader: Reader, book: AddressBook, { id, properties, doubt }: NetworkResource): Route {
  const [v4, v6, list] = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'].map((property) => reader.text(properties, property));
  const named: Named = v4 !== undefined ? book.cidr(v4, 4) : v6 !== undefined ? book.cidr(v6, 6) : list !== undefined ? book.prefixList(list) : { extent: notKnown(id), prefix: 1000 };
  return { id, destination: named.extent, prefix: named.prefix, target: targetOf(reader, id, properties), doubt };
}

function targetOf(reader: Reader, id: Id, properties: NetworkResource['properties']): RouteTarget {
  const name = (property: string): string | undefined => reader.text(properties, property);
  const gateway = name('GatewayId');
  if (gateway !== undefined) {
    if (gateway === 'local') return { kind: 'local' };
    const found = reader.resource(gateway, 'AWS::EC2::InternetGateway');
    if (found || gateway.startsWith('igw-')) return { kind: 'internet-gateway', id: found?.id ?? gateway };
    return { kind: 'beyond', id: reader.id(gateway), via: gateway.startsWith('vgw-') || reader.resource(gateway, 'AWS::EC2::VPNGateway') ? 'VPN gateway' : 'gateway' };
  }
  const [nat, egress, peering] = [name('NatGatewayId'), name('EgressOnlyInternetGatewayId'), name('VpcPeeringConnectionId')];
  if (nat !== undefined) return reader.resource(nat, 'AWS::EC2::NatGateway') ? { kind: 'nat-gateway', id: reader.id(nat) } : { kind: 'beyond', id: nat, via: 'NAT gateway' };
  if (egress !== undefined) return { kind: 'egress-only-gateway', id: reader.id(egress) };
  if (peering !== undefined) return staysWithin(reader, peering) ? { kind: 'peering', id: reader.id(peering) } : { kind: 'beyond', id: reader.id(peering), via: 'peering' };
  const other = Object.entries(BEYOND).find(([property]) => name(property) !== undefined);
  return { kind: 'beyond', id: other ? reader.id(name(other[0]) ?? id) : id, via: other?.[1] ?? 'target that is not told' };
}

/** Whether both VPCs of a peering connection are of the templates. */
function staysWithin(reader: Reader, name: string): boolean {
  const peering = reader.resource(name, 'AWS::EC2::VPCPeeringConnection');
  return peering !== undefined && ['VpcId', 'PeerVpcId'].every((property) => reader.resource(reader.text(peering.properties, property), 'AWS::EC2::VPC') !== undefined);
}

/** Access lists; a VPC's default one admits everything unless entries were added to it. */
export function networkAcls(reader: Reader, book: AddressBook, vpcs: ReadonlyMap<Id, Vpc>): ReadonlyMap<Id, NetworkAcl> {
  const entries = new Belongings<AclEntry>();
  for (const resource of reader.ofType('AWS::EC2::NetworkAclEntry')) {
    const owner = reader.owner(reader.text(resource.properties, 'NetworkAclId'), (name) => aclId(reader, name));
    for (const entry of entriesOf(reader, book, resource)) entries.add(owner, { ...entry, doubt: entry.doubt ?? owner.doubt });
  }
  const own = reader.ofType('AWS::EC2::NetworkAcl').map(({ id }): NetworkAcl => ({ id, entries: entries.of(id) }));
  const defaults = [...vpcs.values()].filter(({ outside }) => !outside).map((vpc): NetworkAcl => {
    const id = defaultAclId(vpc.id);
    return { id, entries: [...entries.of(id), ...(['in', 'out'] as const).map((direction) => openEntry(id, direction))] };
  });
  return new Map([...own, ...defaults].map((acl) => [acl.id, acl]));
}

/** Rule 100 (101 for IPv6) of a default list; entries of the template come before it where their number is lower. */
function openEntry(acl: Id, direction: 'in' | 'out'): AclEntry {
  return { id: `${acl}/default-${direction}`, number: 100, direction, action: 'allow', addresses: exactly(ALL_ADDRESSES), traffic: ALL_TRAFFIC };
}

function entriesOf(reader: Reader, book: AddressBook, { id, properties, doubt }: NetworkResource): AclEntry[] {
  const protocol = protocolNumber(reader.text(properties, 'Protocol') ?? '');
  const written = reader.number(properties, 'RuleNumber');
  const egress = reader.flag(properties, 'Egress') ?? false;
  const action = reader.text(properties, 'RuleAction');
  const [from, to, type, code] = [['PortRange', 'From'], ['PortRange', 'To'], ['Icmp', 'Type'], ['Icmp', 'Code']].map((path) => reader.number(properties, ...path));
  const vague = protocol === undefined || isDoubt(written) || isDoubt(egress) || (action !== 'allow' && action !== 'deny') || [from, to, type, code].some(isDoubt);
  const unsure: Doubt | undefined = doubt ?? (vague ? { code: 'NetworkAclEntryNotKnown', entry: id } : undefined);
  const [v4, v6] = [reader.text(properties, 'CidrBlock'), reader.text(properties, 'Ipv6CidrBlock')];
  const addresses = v4 !== undefined ? book.cidr(v4, 4).extent : v6 !== undefined ? book.cidr(v6, 6).extent : notKnown(id);
  const numbers = [from, to, type, code].map((value) => (isDoubt(value) ? undefined : value));
  const traffic = vague ? ALL_TRAFFIC : protocol === 1 || protocol === 58 ? icmpTraffic(protocol, numbers[2], numbers[3]) : ruleTraffic(protocol, numbers[0], numbers[1]);
  const directions = isDoubt(egress) ? (['in', 'out'] as const) : [egress ? 'out' as const : 'in' as const];
  const actions: readonly AclEntry['action'][] = action === 'allow' || action === 'deny' ? [action] : ['allow', 'deny'];
  // first of all where the number is not told: a doubtful allow then admits what it may, a doubtful deny takes what it may
  const number = isDoubt(written) || written === undefined ? 0 : written;
  return directions.flatMap((direction) => actions.map((decided): AclEntry => ({ id, number, direction, action: decided, addresses, traffic, doubt: unsure })));
}

export function natGateways(reader: Reader): ReadonlyMap<Id, NatGateway> {
  return new Map(reader.ofType('AWS::EC2::NatGateway').map(({ id, properties, doubt }): [Id, NatGateway] => {
    const subnet = reader.text(properties, 'SubnetId');
    return [id, { id, subnet: subnet === undefined ? undefined : reader.id(subnet), addresses: notKnown(id), public: reader.text(properties, 'ConnectivityType') !== 'private', doubt }];
  }));
}
