import { BASE, group, instance, judges } from './cases';

const acl = (id: string, subnet: string): string => `  ${id}: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: !Ref Vpc } }\n  ${id}On: { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: !Ref ${subnet}, NetworkAclId: !Ref ${id} } }\n`;
const entry = (id: string, list: string, number: number, way: 'in' | 'out', action: string, ports: string, block = '0.0.0.0/0'): string => (
  `  ${id}: { Type: 'AWS::EC2::NetworkAclEntry', Properties: { NetworkAclId: !Ref ${list}, RuleNumber: ${String(number)}, Egress: ${String(way === 'out')}, RuleAction: ${action}, CidrBlock: ${block}, ${ports} } }\n`);
const tcp = (from: number, to = from): string => `Protocol: 6, PortRange: { From: ${String(from)}, To: ${String(to)} }`;
const ALL = 'Protocol: -1';
const WEB = `${BASE}${instance('Web', 'Public', 'Open')}`;

describe('network access lists', () => {
  judges('an own list without entries closes the subnet', `${WEB}${acl('List', 'Public')}`, [['internet -> Web', 'proved NetworkAclLetsNothingIn'], ['Web -> internet', 'proved NetworkAclLetsNothingOut']]);

  judges('a list keeps no state: the answer needs an entry for the port that the flow started from', `${WEB}${acl('List', 'Public')}${entry('In', 'List', 10, 'in', 'allow', tcp(443))}${entry('Out', 'List', 10, 'out', 'allow', tcp(1024, 65535), '203.0.113.0/24')}`, [
    ['203.0.113.5 -> Web', 'refuted'],
    ['198.51.100.5 -> Web', 'proved NetworkAclClosesAnswer'],
  ]);

  judges('a client picks its port, so one port for answers is enough for whoever wants in', `${WEB}${acl('List', 'Public')}${entry('In', 'List', 10, 'in', 'allow', tcp(443))}${entry('Out', 'List', 10, 'out', 'allow', tcp(1024, 65535))}`, [
    ['internet -> Web', 'refuted'],
    ['Web -> internet tcp 80', 'proved NetworkAclLetsNothingOut'],
  ]);

  judges('no answer gets out', `${WEB}${acl('List', 'Public')}${entry('In', 'List', 10, 'in', 'allow', ALL)}`, [['internet -> Web', 'proved NetworkAclClosesAnswer']]);

  judges('the lower number decides: deny before allow', `${WEB}${acl('List', 'Public')}${entry('Deny', 'List', 10, 'in', 'deny', tcp(443))}${entry('Allow', 'List', 20, 'in', 'allow', ALL)}${entry('Out', 'List', 10, 'out', 'allow', ALL)}`, [
    ['internet -> Web', 'proved NetworkAclLetsNothingIn'],
  ]);

  judges('the lower number decides: allow before deny', `${WEB}${acl('List', 'Public')}${entry('Allow', 'List', 10, 'in', 'allow', ALL)}${entry('Deny', 'List', 20, 'in', 'deny', tcp(443))}${entry('Out', 'List', 10, 'out', 'allow', ALL)}`, [
    ['internet -> Web', 'refuted'],
  ]);

  judges('a deny of some addresses leaves the others', `${WEB}${acl('List', 'Public')}${entry('Deny', 'List', 10, 'in', 'deny', ALL, '198.51.100.0/24')}${entry('Allow', 'List', 20, 'in', 'allow', ALL)}${entry('Out', 'List', 10, 'out', 'allow', ALL)}`, [
    ['198.51.100.9 -> Web', 'proved NetworkAclLetsNothingIn'],
    ['198.51.101.9 -> Web', 'refuted'],
    ['internet -> Web', 'refuted'],
  ]);

  judges('lists do not ask within a subnet, and ask at both ends between two', `${BASE}${acl('List', 'Private')}${instance('One', 'Private', 'Open')}${instance('Two', 'Private', 'Open')}${instance('Web', 'Public', 'Open')}`, [
    ['One -> Two tcp 443', 'refuted'],
    ['Web -> One', 'proved NetworkAclLetsNothingIn'],
    ['One -> Web', 'proved NetworkAclLetsNothingOut'],
  ]);

  judges('entries that are added to the default list come before its rule 100', `${WEB}${entry('Deny', 'Vpc', 50, 'in', 'deny', ALL).replace('!Ref Vpc', '!GetAtt Vpc.DefaultNetworkAcl')}`, [['internet -> Web', 'proved NetworkAclLetsNothingIn']]);
  judges('and behind it have no effect', `${WEB}${entry('Deny', 'Vpc', 150, 'in', 'deny', ALL).replace('!Ref Vpc', '!GetAtt Vpc.DefaultNetworkAcl')}`, [['internet -> Web', 'refuted']]);

  judges('ICMP by type and code', `${BASE}${group('Ping', { in: '{ IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 0.0.0.0/0 }' })}${instance('Web', 'Public', 'Ping')}${acl('List', 'Public')}${entry('In', 'List', 10, 'in', 'allow', 'Protocol: 1, Icmp: { Type: 0, Code: -1 }')}`, [
    ['internet -> Web', 'proved'],
  ]);

  judges('an entry that cannot be read is unknown both ways', `${WEB}${acl('List', 'Public')}${entry('In', 'List', 10, 'in', '!Ref Action', ALL)}${entry('Out', 'List', 10, 'out', 'allow', ALL)}`, [
    ['internet -> Web', 'unknown NetworkAclEntryNotKnown'],
  ], {}, 'Parameters: { Action: { Type: String } }');
});

describe('security groups', () => {
  judges('keep state: answers need no rule', `${BASE}${group('Client', { out: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.2.0/24 }' })}${group('Server', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.1.0/24 }', out: '{ IpProtocol: tcp, FromPort: 9, ToPort: 9, CidrIp: 192.0.2.1/32 }' })}
${instance('Caller', 'Public', 'Client')}${instance('Callee', 'Private', 'Server')}`, [
    ['Caller -> Callee', 'refuted'],
    ['Callee -> Caller', 'proved'],
    ['Caller -> internet', 'proved'],
  ]);

  judges('both ends ask', `${BASE}${group('Client', { out: '{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }' })}${instance('Caller', 'Public', 'Client')}${instance('Callee', 'Private', 'Open')}`, [['Caller -> Callee', 'proved']]);

  judges('references to groups, and rules as resources of their own', `${BASE}${group('Server', {})}${group('Client', {})}
  Named: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: !GetAtt Server.GroupId, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Client } }
${instance('Caller', 'Private', 'Client')}${instance('Stranger', 'Private', 'Open')}${instance('Callee', 'Public', 'Server')}`, [
    ['Caller -> Callee', 'refuted'],
    ['Caller -> Callee tcp 5433', 'proved'],
    ['Stranger -> Callee', 'proved'],
    ['internet -> Callee', 'proved'],
    ['10.0.2.0/24 -> Callee', 'refuted'],
  ]);

  judges('a rule for itself admits its own members', `${BASE}${group('Mesh', {})}
  Self: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: !Ref Mesh, IpProtocol: '-1', SourceSecurityGroupId: !Ref Mesh } }
${instance('One', 'Private', 'Mesh')}${instance('Two', 'Private', 'Mesh')}${instance('Stranger', 'Private', 'Open')}`, [['One -> Two', 'refuted'], ['Stranger -> Two', 'proved']]);

  judges('an egress rule of its own takes the rule away that lets everything out', `${BASE}${group('Narrow', {})}
  Only: { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { GroupId: !Ref Narrow, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.2.0/24 } }
${instance('Job', 'Public', 'Narrow')}${group('Free', {})}${instance('Loose', 'Public', 'Free')}`, [['Job -> internet', 'proved NoSecurityGroupRuleLetsOut'], ['Loose -> internet', 'refuted']]);

  judges('several groups add up', `${BASE}  Both: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Public, SecurityGroupIds: [!Ref Closed, !Ref Open] } }`, [['internet -> Both', 'refuted'], ['Both -> internet', 'refuted']]);

  judges('each interface is asked for its own groups', `${BASE}
  Two: { Type: 'AWS::EC2::Instance', Properties: { NetworkInterfaces: [{ DeviceIndex: '0', SubnetId: !Ref Public, GroupSet: [!Ref Closed], AssociatePublicIpAddress: true }, { DeviceIndex: '1', SubnetId: !Ref Private, GroupSet: [!Ref Open] }] } }
${instance('Near', 'Private', 'Open')}`, [['internet -> Two', 'proved'], ['Near -> Two tcp 443', 'refuted']]);

  judges('a VPC\'s default group admits its members and lets everything out', `${BASE}
  Bare: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Public } }
  Named: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!GetAtt Vpc.DefaultSecurityGroup] } }
${instance('Stranger', 'Private', 'Open')}`, [['internet -> Bare', 'proved'], ['Named -> Bare', 'refuted'], ['Stranger -> Bare', 'proved'], ['Bare -> internet', 'refuted']]);

  judges('a custom resource that is handed the default group may have changed it', `${BASE}  Bare: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Public } }
  Closer: { Type: 'Custom::Closer', Properties: { Group: !GetAtt Vpc.DefaultSecurityGroup } }`, [['Bare -> internet', 'unknown ChangedByCustomResource']]);

  judges('a group from outside is not known', `${BASE}  Odd: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Public, SecurityGroupIds: [sg-0123456789abcdef0] } }`, [['internet -> Odd', 'unknown SecurityGroupOutsideTemplates']]);

  judges('ports that cannot be told', `${BASE}${group('Vague', { in: '{ IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0 }' })}${instance('Web', 'Public', 'Vague')}`, [['internet -> Web tcp 22', 'unknown RuleNotKnown']], {}, 'Parameters: { Port: { Type: Number } }');

  judges('protocols by name, number and as text', `${BASE}${group('Mixed', { in: "{ IpProtocol: 'UDP', FromPort: '53', ToPort: '53', CidrIp: 0.0.0.0/0 }, { IpProtocol: '6', FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }, { IpProtocol: 50, CidrIp: 0.0.0.0/0 }" })}${instance('Web', 'Public', 'Mixed')}`, [
    ['internet -> Web udp 53', 'refuted'],
    ['internet -> Web tcp 22', 'refuted'],
    ['internet -> Web tcp 53', 'proved'],
    ['internet -> Web icmp', 'proved'],
  ]);
});

describe('prefix lists', () => {
  const LISTED = `${BASE}  Office: { Type: 'AWS::EC2::PrefixList', Properties: { PrefixListName: office, AddressFamily: IPv4, MaxEntries: 2, Entries: [{ Cidr: 198.51.100.0/24 }, { Cidr: 10.0.2.0/24 }] } }
${group('Staff', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, SourcePrefixListId: !Ref Office }' })}${instance('Web', 'Public', 'Staff')}${instance('Near', 'Private', 'Open')}`;
  judges('of the templates', LISTED, [['198.51.100.1 -> Web', 'refuted'], ['203.0.113.1 -> Web', 'proved'], ['Near -> Web', 'refuted'], ['internet -> Web', 'refuted']]);

  const MANAGED = `${BASE}${group('S3Only', { out: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-6ea54007 }' })}${instance('Job', 'Private', 'S3Only')}${instance('Near', 'Private', 'Open')}
  Gateway: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.\${AWS::Region}.s3', RouteTableIds: [!Ref Table] } }
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: !Ref Vpc } }
  Routed: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: !Ref Private, RouteTableId: !Ref Table } }`;
  judges('of AWS are not known unless somebody tells', MANAGED, [['Job -> service:s3', 'unknown AddressesNotKnown'], ['Job -> Near', 'unknown AddressesNotKnown'], ['Job -> internet', 'proved NoRoute']]);
  judges('of AWS, told by id', MANAGED, [['Job -> service:s3', 'refuted'], ['Job -> Near', 'proved'], ['Job -> service:dynamodb', 'not-applicable']], { prefixLists: { 'pl-6ea54007': { service: 's3' } } });
  judges('told as blocks', MANAGED, [['Job -> Near', 'refuted']], { prefixLists: { 'pl-6ea54007': { cidrs: ['10.0.2.0/24'] } } });

  const LOOKED_UP = `${MANAGED.replace('pl-6ea54007', '!GetAtt Lookup.ListId')}\n  Lookup: { Type: 'Custom::Lookup', Properties: { Service: s3 } }`;
  judges('that a custom resource looks up are not known', LOOKED_UP, [['Job -> service:s3', 'unknown']]);
  judges('that a custom resource looks up as one says it does', LOOKED_UP, [['Job -> service:s3', 'refuted'], ['Job -> Near', 'proved']], { prefixListResources: { 'Custom::Lookup': { service: 'Service', attribute: 'ListId' } } });
});
