import fc from 'fast-check';
import type { ValueMap } from '../../../../lib/assurance/template/value';
import type { Table } from './table';

/** Numbers that rules begin and end at, so that a few packets stand for all. */
export const PORTS = [0, 22, 443, 1024, 8000, 40000, 65535];
const SUBNETS = ['10.0.0.0/28', '10.0.0.16/28', '10.0.1.0/28', '10.0.1.16/28'];
const BLOCKS = ['0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/24', '10.0.0.16/28', '10.0.0.8/29', '10.0.1.0/24', '10.0.1.24/29', '8.0.0.0/8', '8.8.8.0/24', '128.0.0.0/1', '172.31.0.0/16'];
const GROUPS = ['A', 'B', 'C'];

const ports = fc.tuple(fc.constantFrom(...PORTS), fc.constantFrom(...PORTS)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
const protocol = fc.constantFrom('tcp', 'tcp', 'tcp', 'udp', '-1');
const block = fc.constantFrom(...BLOCKS, '0.0.0.0/0', '10.0.0.0/16');

const groupRule = fc.record({ protocol, ports, peer: fc.oneof(block, fc.constantFrom('@A.GroupId', '@B.GroupId', '@C.GroupId')), group: fc.constantFrom(...GROUPS), ingress: fc.boolean() });
const aclEntry = fc.record({ protocol: fc.constantFrom(6, 6, 17, -1), ports, block, allow: fc.constantFrom(true, true, false), egress: fc.boolean(), number: fc.integer({ min: 1, max: 40 }), acl: fc.constantFrom('AclA', 'AclB') });
const route = fc.record({ table: fc.constantFrom('TableA', 'TableB'), to: fc.constantFrom('0.0.0.0/0', '8.0.0.0/8', '128.0.0.0/1', '8.8.8.0/24'), target: fc.constantFrom('igw', 'igw', 'nat', 'pcx') });

/** A VPC with four subnets (one of them in a second, perhaps peered VPC), two route tables, two access lists, three groups, four instances and a NAT gateway. */
export const randomTable: fc.Arbitrary<Table> = fc.record({
  rules: fc.array(groupRule, { minLength: 1, maxLength: 12 }),
  generous: fc.uniqueArray(fc.constantFrom(...GROUPS), { maxLength: 2 }),
  entries: fc.array(aclEntry, { maxLength: 10 }),
  routes: fc.uniqueArray(route, { maxLength: 4, selector: ({ table, to }) => `${table} ${to}` }),
  subnets: fc.array(fc.record({ table: fc.constantFrom('TableA', 'TableB', undefined), acl: fc.constantFrom('AclA', 'AclB', undefined, undefined) }), { minLength: 4, maxLength: 4 }),
  instances: fc.array(fc.record({ subnet: fc.nat(3), groups: fc.uniqueArray(fc.constantFrom(...GROUPS), { minLength: 1, maxLength: 2 }), open: fc.boolean() }), { minLength: 3, maxLength: 3 }),
  attached: fc.boolean(),
  natSubnet: fc.nat(2),
  peered: fc.boolean(),
}).map(({ rules, generous, entries, routes, subnets, instances, attached, natSubnet, peered }): Table => {
  const table: { [id: string]: [string, ValueMap] } = {
    Vpc: ['EC2::VPC', { CidrBlock: '10.0.0.0/23' }],
    Other: ['EC2::VPC', { CidrBlock: '172.31.0.0/24' }],
    Igw: ['EC2::InternetGateway', {}],
    TableA: ['EC2::RouteTable', { VpcId: '@Vpc' }],
    TableB: ['EC2::RouteTable', { VpcId: '@Vpc' }],
    TableO: ['EC2::RouteTable', { VpcId: '@Other' }],
    AclA: ['EC2::NetworkAcl', { VpcId: '@Vpc' }],
    AclB: ['EC2::NetworkAcl', { VpcId: '@Vpc' }],
    Nat: ['EC2::NatGateway', { SubnetId: `@Subnet${String(natSubnet)}` }],
    SubnetO: ['EC2::Subnet', { VpcId: '@Other', CidrBlock: '172.31.0.0/28' }],
    AssociationO: ['EC2::SubnetRouteTableAssociation', { SubnetId: '@SubnetO', RouteTableId: '@TableO' }],
    InstanceO: ['EC2::Instance', { SubnetId: '@SubnetO', SecurityGroupIds: ['@A.GroupId'] }],
  };
  if (attached) table.Attachment = ['EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }];
  if (peered) {
    table.Peering = ['EC2::VPCPeeringConnection', { VpcId: '@Vpc', PeerVpcId: '@Other' }];
    table.Back = ['EC2::Route', { RouteTableId: '@TableO', DestinationCidrBlock: '10.0.0.0/23', VpcPeeringConnectionId: '@Peering' }];
    table.There = ['EC2::Route', { RouteTableId: '@TableA', DestinationCidrBlock: '172.31.0.0/25', VpcPeeringConnectionId: '@Peering' }];
  }
  for (const group of GROUPS) table[group] = ['EC2::SecurityGroup', { GroupDescription: group, VpcId: '@Vpc', SecurityGroupEgress: [{ IpProtocol: 'icmp', FromPort: 1, ToPort: 1, CidrIp: '255.255.255.255/32' }] }];
  subnets.forEach(({ table: routed, acl }, index) => {
    table[`Subnet${String(index)}`] = ['EC2::Subnet', { VpcId: '@Vpc', CidrBlock: SUBNETS[index] ?? '' }];
    if (routed !== undefined) table[`Routed${String(index)}`] = ['EC2::SubnetRouteTableAssociation', { SubnetId: `@Subnet${String(index)}`, RouteTableId: `@${routed}` }];
    if (acl !== undefined) table[`Listed${String(index)}`] = ['EC2::SubnetNetworkAclAssociation', { SubnetId: `@Subnet${String(index)}`, NetworkAclId: `@${acl}` }];
  });
  instances.forEach(({ subnet, groups, open }, index) => {
    table[`Instance${String(index)}`] = ['EC2::Instance', { NetworkInterfaces: [{ DeviceIndex: '0', SubnetId: `@Subnet${String(subnet)}`, GroupSet: groups.map((group) => `@${group}.GroupId`), AssociatePublicIpAddress: open }] }];
  });
  rules.forEach(({ protocol: name, ports: [FromPort, ToPort], peer, group, ingress }, index) => {
    const side = ingress ? 'Source' : 'Destination';
    const to: Record<string, string> = peer.startsWith('@') ? { [`${side}SecurityGroupId`]: peer } : { CidrIp: peer };
    table[`Rule${String(index)}`] = [`EC2::SecurityGroup${ingress ? 'Ingress' : 'Egress'}`, { GroupId: `@${group}.GroupId`, IpProtocol: name, FromPort, ToPort, ...to }];
  });
  for (const group of generous) {
    for (const [side, name] of [['Ingress', 'tcp'], ['Egress', '-1']] as const) table[`Open${group}${side}`] = [`EC2::SecurityGroup${side}`, { GroupId: `@${group}.GroupId`, IpProtocol: name, FromPort: 443, ToPort: 8000, CidrIp: '0.0.0.0/0' }];
  }
  const taken = new Set<string>();
  entries.forEach(({ protocol: Protocol, ports: [From, To], block: CidrBlock, allow, egress, number, acl }, index) => {
    const place = `${acl} ${String(egress)} ${String(number)}`;
    if (taken.has(place)) return;
    taken.add(place);
    table[`Entry${String(index)}`] = ['EC2::NetworkAclEntry', { NetworkAclId: `@${acl}`, RuleNumber: number, Egress: egress, Protocol, PortRange: { From, To }, CidrBlock, RuleAction: allow ? 'allow' : 'deny' }];
  });
  for (const acl of ['AclA', 'AclB']) {
    for (const Egress of [true, false]) table[`Rest${acl}${String(Egress)}`] = ['EC2::NetworkAclEntry', { NetworkAclId: `@${acl}`, RuleNumber: 90, Egress, Protocol: 6, PortRange: { From: 1024, To: 65535 }, CidrBlock: '0.0.0.0/0', RuleAction: 'allow' }];
  }
  routes.forEach(({ table: id, to, target }, index) => {
    const gateway: Record<string, string> = target === 'igw' ? { GatewayId: '@Igw' } : target === 'nat' ? { NatGatewayId: '@Nat' } : peered ? { VpcPeeringConnectionId: '@Peering' } : { GatewayId: '@Igw' };
    table[`Route${String(index)}`] = ['EC2::Route', { RouteTableId: `@${id}`, DestinationCidrBlock: to, ...gateway }];
  });
  return table;
});
