import { BASE, group, instance, judges } from './cases';

const OUT = group('Out', { out: '{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }' });
const route = (id: string, table: string, to: string, target: string): string => `  ${id}: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: !Ref ${table}, DestinationCidrBlock: ${to}, ${target} } }\n`;
const associate = (id: string, subnet: string, table: string): string => `  ${id}: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: !Ref ${subnet}, RouteTableId: !Ref ${table} } }\n`;
const table = (id: string): string => `  ${id}: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: !Ref Vpc } }\n`;
const NAT = "  Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: !Ref Public, AllocationId: !GetAtt Eip.AllocationId } }\n  Eip: { Type: 'AWS::EC2::EIP', Properties: { Domain: vpc } }\n";

judges('an internet gateway', `${BASE}${instance('Web', 'Public', 'Open')}${instance('App', 'Private', 'Open')}${instance('Shut', 'Public', 'Closed')}
  Hidden: { Type: 'AWS::EC2::Instance', Properties: { NetworkInterfaces: [{ DeviceIndex: '0', SubnetId: !Ref Public, GroupSet: [!GetAtt Open.GroupId], AssociatePublicIpAddress: false }] } }`, [
  ['internet -> Web', 'refuted ClosedWithout'],
  ['internet -> Web tcp 443', 'refuted'],
  ['internet -> Web tcp 22', 'proved NoSecurityGroupRuleLetsIn'],
  ['internet -> Web udp 443', 'proved'],
  ['internet -> App', 'proved NoRouteBack'],
  ['internet -> Shut', 'proved NoSecurityGroupRuleLetsIn'],
  ['internet -> Hidden', 'proved NoPublicAddress'],
  ['Web -> internet', 'refuted'],
  ['App -> internet', 'proved NoRoute'],
  ['Shut -> internet', 'proved NoSecurityGroupRuleLetsOut'],
  ['Web -> App tcp 443', 'refuted'],
  ['Web -> App tcp 80', 'proved'],
  ['Web -> 203.0.113.7', 'refuted'],
  ['203.0.113.0/24 -> Web', 'refuted'],
]);

judges('a gateway that is not attached', `${BASE.replace(/ {2}Attached:.*\n/, '')}${instance('Web', 'Public', 'Open')}`, [
  ['internet -> Web', 'proved NoGateway'],
  ['Web -> internet', 'proved NoGateway'],
]);

judges('an elastic address opens what the subnet does not', `${BASE}
  Card: { Type: 'AWS::EC2::NetworkInterface', Properties: { SubnetId: !Ref Public, GroupSet: [!GetAtt Open.GroupId] } }
  Lone: { Type: 'AWS::EC2::NetworkInterface', Properties: { SubnetId: !Ref Public, GroupSet: [!GetAtt Open.GroupId] } }
  Eip: { Type: 'AWS::EC2::EIP' }
  Bound: { Type: 'AWS::EC2::EIPAssociation', Properties: { AllocationId: !GetAtt Eip.AllocationId, NetworkInterfaceId: !Ref Card } }
  Host: { Type: 'AWS::EC2::Instance', Properties: { NetworkInterfaces: [{ DeviceIndex: '0', NetworkInterfaceId: !Ref Card }] } }`, [
  ['internet -> Host', 'refuted'],
  ['internet -> Card', 'refuted'],
  ['internet -> Lone', 'proved NoPublicAddress'],
]);

describe('the main route table is in force where no other is associated', () => {
  judges('closed by default', `${BASE}${instance('Db', 'Private', 'Open')}${OUT}${instance('Job', 'Private', 'Out')}`, [['Job -> internet', 'proved NoRoute'], ['Job -> Db tcp 443', 'refuted']]);
});

judges('the longest prefix wins', `${BASE}${OUT}${table('Table')}${associate('Routed', 'Private', 'Table')}${NAT}
${route('Wide', 'Table', '0.0.0.0/0', 'NatGatewayId: !Ref Nat')}${route('Hole', 'Table', '8.0.0.0/8', 'NetworkInterfaceId: eni-0123456789abcdef0')}${instance('Job', 'Private', 'Out')}`, [
  ['Job -> 9.9.9.9', 'refuted'],
  ['Job -> 8.8.8.8', 'unknown LeadsBeyondTheTemplates'],
  ['Job -> internet', 'refuted'],
]);

judges('a NAT gateway lets out and not in', `${BASE}${OUT}${table('Table')}${associate('Routed', 'Private', 'Table')}${NAT}${route('Wide', 'Table', '0.0.0.0/0', 'NatGatewayId: !Ref Nat')}
${instance('Job', 'Private', 'Out')}${instance('Api', 'Private', 'Open')}`, [
  ['Job -> internet', 'refuted ClosedWithout'],
  ['internet -> Api', 'proved NoPublicAddress'],
]);

judges('a private NAT gateway does not lead to the internet', `${BASE}${OUT}${table('Table')}${associate('Routed', 'Private', 'Table')}
  Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: !Ref Public, ConnectivityType: private } }
${route('Wide', 'Table', '0.0.0.0/0', 'NatGatewayId: !Ref Nat')}${instance('Job', 'Private', 'Out')}`, [['Job -> internet', 'proved NoRoute']]);

judges('a NAT gateway in a subnet without a way out carries nothing', `${BASE}${OUT}${table('Table')}${associate('Routed', 'Private', 'Table')}
  Inner: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.9.0/24 } }
  Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: !Ref Inner, AllocationId: eipalloc-1 } }
${route('Wide', 'Table', '0.0.0.0/0', 'NatGatewayId: !Ref Nat')}${instance('Job', 'Private', 'Out')}`, [['Job -> internet', 'proved']]);

const SIX = `${BASE}
  Block: { Type: 'AWS::EC2::VPCCidrBlock', Properties: { VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true } }
  Eigw: { Type: 'AWS::EC2::EgressOnlyInternetGateway', Properties: { VpcId: !Ref Vpc } }
  Inner: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.5.0/24, AssignIpv6AddressOnCreation: true, Ipv6CidrBlock: !Select [0, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]] } }
  Outer: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.6.0/24, AssignIpv6AddressOnCreation: true } }
  OuterSix: { Type: 'AWS::EC2::SubnetCidrBlock', Properties: { SubnetId: !Ref Outer, Ipv6CidrBlock: !Select [1, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]] } }
${table('InnerTable')}${associate('InnerRouted', 'Inner', 'InnerTable')}${table('OuterTable')}${associate('OuterRouted', 'Outer', 'OuterTable')}
  InnerRoute: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: !Ref InnerTable, DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: !Ref Eigw } }
  OuterRoute: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: !Ref OuterTable, DestinationIpv6CidrBlock: '::/0', GatewayId: !Ref Igw } }
${group('Six', { in: "{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIpv6: '::/0' }", out: "{ IpProtocol: -1, CidrIpv6: '::/0' }" })}${OUT}
${instance('Egress', 'Inner', 'Six')}${instance('Front', 'Outer', 'Six')}${instance('Four', 'Inner', 'Out')}${instance('Other', 'Outer', 'Open')}`;

judges('IPv6', SIX, [
  ['Egress -> internet', 'refuted'],
  ['internet -> Egress', 'proved NoRouteBack'],
  ['internet -> Front', 'refuted'],
  ['internet -> Front tcp 22', 'proved'],
  ['Four -> internet', 'proved'],
  ['internet -> Other', 'proved NoSecurityGroupRuleLetsIn'],
  ['2001:db8::1 -> Front', 'refuted'],
  ['Egress -> Front tcp 443', 'refuted'],
]);

judges('gateways to where a template does not follow', `${BASE}${OUT}${table('Table')}${associate('Routed', 'Private', 'Table')}
  Tgw: { Type: 'AWS::EC2::TransitGateway' }
  TgwAttached: { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { VpcId: !Ref Vpc, TransitGatewayId: !Ref Tgw, SubnetIds: [!Ref Private] } }
${route('Corporate', 'Table', '172.16.0.0/12', 'TransitGatewayId: !Ref Tgw')}${instance('Job', 'Private', 'Out')}${instance('Api', 'Private', 'Open')}${instance('Shut', 'Private', 'Closed')}`, [
  ['Job -> 172.16.5.5', 'unknown LeadsBeyondTheTemplates'],
  ['Job -> 192.168.0.1', 'proved NoRoute'],
  ['172.16.5.5 -> Api tcp 443', 'unknown LeadsBeyondTheTemplates'],
  ['172.16.5.5 -> Api tcp 80', 'proved'],
  ['172.16.5.5 -> Shut', 'proved NoSecurityGroupRuleLetsIn'],
  ['Job -> internet', 'proved'],
]);

judges('a VPN gateway whose routes are propagated', `${BASE}${OUT}${table('Table')}${associate('Routed', 'Private', 'Table')}
  Vgw: { Type: 'AWS::EC2::VPNGateway', Properties: { Type: ipsec.1 } }
  VgwAttached: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: !Ref Vpc, VpnGatewayId: !Ref Vgw } }
  Propagated: { Type: 'AWS::EC2::VPNGatewayRoutePropagation', Properties: { RouteTableIds: [!Ref Table], VpnGatewayId: !Ref Vgw } }
${instance('Job', 'Private', 'Out')}${instance('Shut', 'Private', 'Closed')}`, [
  ['Job -> 192.168.7.7', 'unknown LeadsBeyondTheTemplates'],
  ['192.168.7.7 -> Shut', 'proved'],
]);

const PEER = `${BASE}${OUT}
  Far: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.9.0.0/16 } }
  FarSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Far, CidrBlock: 10.9.1.0/24 } }
  FarTable: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: !Ref Far } }
${associate('FarRouted', 'FarSubnet', 'FarTable')}${table('Table')}${associate('Routed', 'Private', 'Table')}
  Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: !Ref Vpc, PeerVpcId: !Ref Far } }
${route('There', 'Table', '10.9.0.0/16', 'VpcPeeringConnectionId: !Ref Peering')}
${group('FarOpen', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }' }, 'Far')}
${group('FarNamed', { in: '{ IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !GetAtt Out.GroupId }' }, 'Far')}
${instance('Job', 'Private', 'Out')}${instance('Service', 'FarSubnet', 'FarOpen')}${instance('Database', 'FarSubnet', 'FarNamed')}`;
const BACK = route('Back', 'FarTable', '10.0.0.0/16', 'VpcPeeringConnectionId: !Ref Peering');

judges('peering needs a route each way', PEER, [['Job -> Service', 'proved NoRouteBack']]);
judges('peering with both routes', `${PEER}${BACK}`, [
  ['Job -> Service tcp 443', 'refuted'],
  ['Job -> Service tcp 80', 'proved'],
  ['Job -> Database', 'refuted'],
  ['Service -> Job', 'proved'],
]);
judges('VPCs that nothing connects', PEER.replace(/ {2}Peering:.*\n/, '').replace(/ {2}There:.*\n/, ''), [['Job -> Service', 'proved']]);
