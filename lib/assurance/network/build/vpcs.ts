import { assignable, exactly, parseCidr } from '../addresses';
import { IntervalSet, unionOf } from '../intervals';
import { ANY, type Attachment, type Doubt, type Id, type Peering, type Subnet, type Vpc } from '../model';
import type { AddressBook } from './extents';
import { defaultGroupId } from './groups';
import { Belongings, isDoubt, type NetworkResource, type Reader } from './reader';

const V6_BLOCKS = 'AWS::EC2::VPCCidrBlock';

export interface SubnetFacts {
  readonly subnet: Subnet;
  /** Addresses by family, for interfaces that have only one of them. */
  readonly v4: IntervalSet;
  readonly v6: IntervalSet;
  readonly assignsV6: boolean | Doubt;
  readonly assignsPublicV4: boolean | Doubt;
}

/** The ids of a VPC's parts that nobody writes into a template. */
export function mainRouteTableId(vpc: Id): Id {
  return `${vpc}/main-route-table`;
}

export function defaultAclId(vpc: Id): Id {
  return `${vpc}/default-network-acl`;
}

export function aclId(reader: Reader, name: string): Id {
  const found = reader.find(name);
  if (found?.resource.type === 'AWS::EC2::VPC' && found.attribute === 'DefaultNetworkAcl') return defaultAclId(found.resource.id);
  return found?.resource.id ?? name;
}

/** Subnets with the route table and the access list in force. */
export function subnets(reader: Reader, book: AddressBook): ReadonlyMap<Id, SubnetFacts> {
  const tables = associations(reader, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const acls = associations(reader, 'AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  const added = new Map(reader.ofType('AWS::EC2::SubnetCidrBlock').map(({ id, properties }): [Id, string] => [reader.id(reader.text(properties, 'SubnetId') ?? ''), reader.text(properties, 'Ipv6CidrBlock') ?? `${id}/ipv6`]));
  return new Map(reader.ofType('AWS::EC2::Subnet').map((resource): [Id, SubnetFacts] => {
    const { properties } = resource;
    const vpc = reader.id(reader.text(properties, 'VpcId') ?? `${resource.id}/vpc`);
    const [table, acl] = [tables(resource.id, mainRouteTableId(vpc)), acls(resource.id, defaultAclId(vpc))];
    const block = reader.text(properties, 'CidrBlock');
    const v4 = block === undefined && reader.flag(properties, 'Ipv6Native') === true ? IntervalSet.EMPTY : blockOf(book, block ?? `${resource.id}/block`, 'private');
    const six = reader.text(properties, 'Ipv6CidrBlock') ?? added.get(resource.id) ?? (has(properties, 'Ipv6IpamPoolId') ? `${resource.id}/ipv6` : undefined);
    const v6 = six === undefined ? IntervalSet.EMPTY : blockOf(book, six, 'v6');
    const subnet: Subnet = {
      id: resource.id, vpc, addresses: exactly(v4.union(v6)), routeTable: table.to, networkAcl: acl.to,
      doubt: table.doubt ?? acl.doubt,
    };
    return [resource.id, {
      subnet, v4, v6, assignsV6: reader.flag(properties, 'AssignIpv6AddressOnCreation') ?? false, assignsPublicV4: reader.flag(properties, 'MapPublicIpOnLaunch') ?? false,
    }];
  }));
}

function blockOf(book: AddressBook, name: string, kind: 'private' | 'v6'): IntervalSet {
  const cidr = parseCidr(name);
  if (cidr) return assignable(cidr);
  const block = book.unnamedBlock(kind);
  book.define(name, block);
  return block;
}

/** VPCs of the templates, and those that subnets name but that lie outside. */
export function vpcs(reader: Reader, book: AddressBook, subnetFacts: ReadonlyMap<Id, SubnetFacts>): ReadonlyMap<Id, Vpc> {
  const own = reader.ofType('AWS::EC2::VPC');
  const named = [...subnetFacts.values()].map(({ subnet }) => subnet.vpc);
  const outside = [...new Set(named)].filter((id) => !own.some((vpc) => vpc.id === id));
  const attachments = attachmentsOf(reader);
  const make = (id: Id, blocks: readonly string[], doubt?: Doubt): Vpc => {
    const within = [...subnetFacts.values()].filter(({ subnet }) => subnet.vpc === id).map(({ subnet }) => subnet.addresses.atMost);
    const told = blocks.flatMap((block) => parseCidr(block) ?? []);
    const addresses = unionOf([...told.map(({ set }) => set), ...within]);
    const rest = addresses.subtract(unionOf(told.map(({ set }) => set)));
    book.define(id, addresses);
    for (const block of blocks) if (!parseCidr(block)) book.define(block, addresses);
    return {
      id, addresses: exactly(addresses), blocks: [...told.map(({ set, prefix }) => ({ addresses: set, prefix })), ...(rest.isEmpty ? [] : [{ addresses: rest, prefix: 24 }])],
      mainRouteTable: mainRouteTableId(id), defaultNetworkAcl: defaultAclId(id), defaultSecurityGroup: defaultGroupId(id),
      attachments: attachments.of(id), outside: doubt,
    };
  };
  return new Map([
    ...own.map((resource): [Id, Vpc] => [resource.id, make(resource.id, vpcBlocks(reader, resource), undefined)]),
    ...outside.map((id): [Id, Vpc] => [id, make(id, [], { code: 'VpcOutsideTemplates', vpc: id })]),
  ]);
}

/** The blocks of a VPC, as texts. */
export function vpcBlocks(reader: Reader, vpc: NetworkResource): string[] {
  const more = reader.ofType(V6_BLOCKS).filter(({ properties }) => reader.id(reader.text(properties, 'VpcId') ?? '') === vpc.id);
  return [vpc, ...more].flatMap(({ properties }) => [reader.text(properties, 'CidrBlock'), reader.text(properties, 'Ipv6CidrBlock')].flatMap((block) => block ?? []));
}

interface Association {
  readonly to: Id;
  readonly doubt?: Doubt;
}

/** Which thing is associated with a subnet; doubtful when the association is, when there are two, or when one is with a subnet that is not told. */
function associations(reader: Reader, type: string, property: string): (subnet: Id, otherwise: Id) => Association {
  const found = new Belongings<Association>();
  for (const { id, properties, doubt } of reader.ofType(type)) {
    const subnet = reader.owner(reader.text(properties, 'SubnetId'));
    found.add(subnet, { to: aclId(reader, reader.text(properties, property) ?? id), doubt: doubt ?? subnet.doubt });
  }
  return (subnet, otherwise) => {
    const [first, ...more] = found.of(subnet);
    if (first === undefined) return { to: otherwise };
    const certain = [first, ...more].filter((one) => one.doubt === undefined);
    const { to } = certain[0] ?? { to: otherwise };
    if (certain.length > 1) return { to, doubt: { code: 'TwoAssociations', subnet } };
    return { to, doubt: [first, ...more].find((one) => one.doubt !== undefined)?.doubt };
  };
}

function attachmentsOf(reader: Reader): Belongings<Attachment> {
  const found = new Belongings<Attachment>();
  const add = (vpc: string | undefined, attachment: Attachment): void => {
    const owner = reader.owner(vpc);
    found.add(owner, { ...attachment, doubt: attachment.doubt ?? owner.doubt });
  };
  const routed = reader.ofType('AWS::EC2::GatewayRouteTableAssociation').map(({ properties }) => reader.owner(reader.text(properties, 'GatewayId')).id);
  for (const { id, properties, doubt } of reader.ofType('AWS::EC2::VPCGatewayAttachment')) {
    const [internet, vpn] = [reader.text(properties, 'InternetGatewayId'), reader.text(properties, 'VpnGatewayId')];
    if (internet !== undefined) {
      const gateway = reader.owner(internet);
      const redirected: Doubt | undefined = routed.includes(gateway.id) || routed.includes(ANY) ? { code: 'GatewayRouteTableRedirects', gateway: gateway.id } : undefined;
      add(reader.text(properties, 'VpcId'), { id, gateway: gateway.id ?? internet, kind: 'internet', doubt: doubt ?? gateway.doubt ?? redirected });
    }
    if (vpn !== undefined) add(reader.text(properties, 'VpcId'), { id, gateway: reader.id(vpn), kind: 'vpn', doubt });
  }
  for (const { id, properties, doubt } of reader.ofType('AWS::EC2::EgressOnlyInternetGateway')) {
    add(reader.text(properties, 'VpcId'), { id, gateway: id, kind: 'egress-only', doubt });
  }
  for (const { id, properties, doubt } of reader.ofType('AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment')) {
    add(reader.text(properties, 'VpcId'), { id, gateway: reader.id(reader.text(properties, 'TransitGatewayId') ?? id), kind: 'transit', doubt });
  }
  for (const { id, properties, doubt } of reader.ofType('AWS::NetworkManager::VpcAttachment')) {
    const arn = reader.text(properties, 'VpcArn') ?? '';
    const [vpc] = reader.namedIn(arn, 'AWS::EC2::VPC');
    add(vpc ? vpc.id : arn, { id, gateway: id, kind: 'other', doubt });
  }
  return found;
}

export function peerings(reader: Reader): ReadonlyMap<Id, Peering> {
  return new Map(reader.ofType('AWS::EC2::VPCPeeringConnection').flatMap(({ id, properties, doubt }): [Id, Peering][] => {
    const [one, other] = [reader.text(properties, 'VpcId'), reader.text(properties, 'PeerVpcId')];
    return one === undefined || other === undefined ? [] : [[id, { id, vpcs: [reader.id(one), reader.id(other)], doubt }]];
  }));
}

/** Whether public addresses are handed out, when the interface says nothing itself. */
export function orDoubt(value: boolean | Doubt): 'yes' | 'no' | Doubt {
  return isDoubt(value) ? value : value ? 'yes' : 'no';
}

function has(properties: NetworkResource['properties'], key: string): boolean {
  return Object.hasOwn(properties, key);
}
