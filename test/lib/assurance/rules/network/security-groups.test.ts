import { securityGroupAdminPortsClosed } from '../../../../../lib/assurance/rules/network/security-group-admin-ports-closed';
import { securityGroupEgressDeclared } from '../../../../../lib/assurance/rules/network/security-group-egress-declared';
import { securityGroupEgressNotOpen } from '../../../../../lib/assurance/rules/network/security-group-egress-not-open';
import { securityGroupEgressProtocolsNamed } from '../../../../../lib/assurance/rules/network/security-group-egress-protocols-named';
import { securityGroupEgressSinglePort } from '../../../../../lib/assurance/rules/network/security-group-egress-single-port';
import { securityGroupIngressNotOpen } from '../../../../../lib/assurance/rules/network/security-group-ingress-not-open';
import { securityGroupIngressProtocolsNamed } from '../../../../../lib/assurance/rules/network/security-group-ingress-protocols-named';
import { securityGroupIngressSinglePort } from '../../../../../lib/assurance/rules/network/security-group-ingress-single-port';
import { judge, ruleCases } from '../cases';
import { lines, open, resource } from './write';

const group = (rules: string, id = 'G'): string => resource(id, 'AWS::EC2::SecurityGroup', `{ GroupDescription: d, ${rules} }`);
const ingress = (rule: string): string => group(`SecurityGroupIngress: [${rule}]`);
const egress = (rule: string): string => group(`SecurityGroupEgress: [${rule}]`);
const separate = (rule: string): string => resource('R', 'AWS::EC2::SecurityGroupIngress', `{ GroupId: !GetAtt G.GroupId, ${rule} }`);
const balancer = (scheme: string): string => resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', `{ Scheme: ${scheme}, SecurityGroups: [!GetAtt G.GroupId] }`);
const EDGE = '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }';

ruleCases(securityGroupIngressNotOpen, {
  pass: {
    'a private block': ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }'),
    'another group': ingress('{ IpProtocol: "-1", SourceSecurityGroupId: sg-1 }'),
    '443 at a load balancer that faces the internet': lines(ingress(EDGE), balancer('internet-facing')),
    '443 at a load balancer without a scheme, which faces the internet': lines(ingress(EDGE), resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', '{ SecurityGroups: [!Ref G] }')),
    'a block whose address is not told but whose prefix is': open(ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Sub "${P}/32" }')),
    'the block of the VPC, which an address pool gives': lines(resource('V', 'AWS::EC2::VPC', '{ Ipv4IpamPoolId: p }'), ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !GetAtt V.CidrBlock }')),
  },
  fail: {
    'all addresses': ingress('{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }'),
    'all addresses of version 6 beside a private block': ingress('{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8, CidrIpv6: "::/0" }'),
    'all addresses of version 6, written out': ingress('{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIpv6: "0:0:0:0:0:0:0:0/0" }'),
    'half of all addresses': ingress('{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 128.0.0.0/1 }'),
    'one rule that is no list': group('SecurityGroupIngress: { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }'),
    'a rule by itself': separate('IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 0.0.0.0/0'),
    'a port before 443 as well': lines(ingress('{ IpProtocol: tcp, FromPort: 442, ToPort: 443, CidrIp: 0.0.0.0/0 }'), balancer('internet-facing')),
    '443 at an internal load balancer': lines(ingress(EDGE), balancer('internal')),
    '443 at a load balancer and a service': lines(ingress(EDGE), balancer('internet-facing'), resource('E', 'AWS::ECS::Service', '{ NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [!Ref G] } } }')),
    'a prefix list of the template that holds everything': lines(resource('L', 'AWS::EC2::PrefixList', '{ Entries: [{ Cidr: 0.0.0.0/0 }] }'), ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, SourcePrefixListId: !Ref L }')),
    'one branch of a condition': open(ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !If [C, 10.0.0.0/8, 0.0.0.0/0] }')),
    'a block that ends in /0 whatever stands before': open(ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Sub "${P}/0" }')),
  },
  unknown: {
    'a block that nobody tells': open(ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref P }')),
    'rules that nobody tells': open(group('SecurityGroupIngress: !Ref L')),
    'a prefix list outside the template': ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, SourcePrefixListId: pl-123 }'),
    '443 where nothing uses the group': ingress(EDGE),
    'a rule without another end': ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22 }'),
  },
  skip: { 'a group that takes nothing in': group('SecurityGroupIngress: []') },
});

ruleCases(securityGroupAdminPortsClosed, {
  pass: { '443 from everywhere': ingress(EDGE), 'a shell from a private block': ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }'), 'pings from everywhere': ingress('{ IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 0.0.0.0/0 }') },
  fail: {
    'a shell from everywhere': ingress('{ IpProtocol: TCP, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }'),
    'a range around a database': ingress('{ IpProtocol: "6", FromPort: "5000", ToPort: "6000", CidrIp: 0.0.0.0/0 }'),
    'all protocols': ingress('{ IpProtocol: -1, CidrIpv6: "::/0" }'),
    'a shell over version 6, by itself': separate('IpProtocol: tcp, FromPort: 3389, ToPort: 3389, CidrIpv6: "::/0"'),
  },
  unknown: {
    'a port that nobody tells': open(ingress('{ IpProtocol: tcp, FromPort: !Ref N, ToPort: !Ref N, CidrIp: 0.0.0.0/0 }')),
    'a shell from a block that nobody tells': open(ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref P }')),
  },
  skip: { 'a group that takes nothing in': group('SecurityGroupEgress: []') },
});

ruleCases(securityGroupIngressProtocolsNamed, {
  pass: { tcp: ingress('{ IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 10.0.0.0/8 }') },
  fail: { 'all protocols as a number': ingress('{ IpProtocol: -1, SourceSecurityGroupId: sg-1 }'), 'one branch': open(ingress('{ IpProtocol: !If [C, tcp, "-1"], FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8 }')) },
  unknown: { 'a protocol that nobody tells': open(ingress('{ IpProtocol: !Ref P, CidrIp: 10.0.0.0/8 }')) },
  skip: { 'no rules': group('SecurityGroupEgress: []') },
});

ruleCases(securityGroupEgressProtocolsNamed, {
  pass: { 'everything to nobody': egress('{ IpProtocol: "-1", CidrIp: 127.0.0.1/32 }'), tcp: egress('{ IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 10.0.0.0/8 }') },
  fail: { 'all protocols': egress('{ IpProtocol: "-1", CidrIp: 10.0.0.0/8 }') },
  unknown: { 'a protocol that nobody tells': open(egress('{ IpProtocol: !Ref P, CidrIp: 10.0.0.0/8 }')) },
  skip: { 'no rules': group('SecurityGroupIngress: []') },
});

ruleCases(securityGroupIngressSinglePort, {
  pass: { 'one port': ingress('{ IpProtocol: tcp, FromPort: 45, ToPort: "45", CidrIp: 10.0.0.0/8 }'), 'a protocol without ports': ingress('{ IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 10.0.0.0/8 }') },
  fail: { 'a range': ingress('{ IpProtocol: tcp, FromPort: 35, ToPort: 45, CidrIp: 10.0.0.0/8 }'), 'no ports, which is all': ingress('{ IpProtocol: udp, CidrIp: 10.0.0.0/8 }') },
  unknown: { 'a port that nobody tells': open(ingress('{ IpProtocol: tcp, FromPort: !Ref N, ToPort: 45, CidrIp: 10.0.0.0/8 }')) },
  skip: { 'no rules': group('SecurityGroupEgress: []') },
});

ruleCases(securityGroupEgressSinglePort, {
  pass: { 'one port': egress('{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }') },
  fail: { 'a range': egress('{ IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 10.0.0.0/8 }') },
  unknown: { 'a port that nobody tells': open(egress('{ IpProtocol: tcp, FromPort: 443, ToPort: !Ref N, CidrIp: 10.0.0.0/8 }')) },
  skip: { 'no rules': group('SecurityGroupIngress: []') },
});

ruleCases(securityGroupEgressNotOpen, {
  pass: {
    'another group': egress('{ IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationSecurityGroupId: sg-1 }'),
    'the rule that matches nothing': egress('{ IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32 }'),
    'a prefix list of the template': lines(resource('L', 'AWS::EC2::PrefixList', '{ Entries: [{ Cidr: 10.1.0.0/16 }] }'), egress('{ IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: !GetAtt L.PrefixListId }')),
  },
  fail: { everywhere: egress('{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }'), 'everywhere, by itself': resource('R', 'AWS::EC2::SecurityGroupEgress', '{ GroupId: sg-1, IpProtocol: -1, CidrIpv6: "::/0" }') },
  unknown: { 'a block that nobody tells': open(egress('{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !Ref P }')) },
  skip: { 'nothing written': group('SecurityGroupIngress: []') },
});

ruleCases(securityGroupEgressDeclared, {
  pass: {
    'a rule in the group': egress('{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }'),
    'a rule by itself': lines(group('SecurityGroupIngress: []'), resource('R', 'AWS::EC2::SecurityGroupEgress', '{ GroupId: !GetAtt G.GroupId, IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8 }')),
  },
  fail: { 'no rule': group('SecurityGroupIngress: []'), 'an empty list': group('SecurityGroupEgress: []'), 'a rule of another group': lines(group('SecurityGroupIngress: []'), resource('R', 'AWS::EC2::SecurityGroupEgress', '{ GroupId: sg-1, IpProtocol: "-1", CidrIp: 10.0.0.0/8 }')) },
  unknown: {
    'rules that nobody tells': open(group('SecurityGroupEgress: !Ref L')),
    'a rule of a group that nobody tells': open(group('SecurityGroupIngress: []'), resource('R', 'AWS::EC2::SecurityGroupEgress', '{ GroupId: !Ref P, IpProtocol: "-1", CidrIp: 10.0.0.0/8 }')),
  },
});

test('names each open rule of a group by its traffic and block', () => {
  const found = judge(securityGroupIngressNotOpen, ingress('{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }, { IpProtocol: tcp, FromPort: 80, ToPort: 81, CidrIpv6: "::/0" }'));
  expect(found.map(({ finding }) => finding)).toEqual(['tcp 22 0.0.0.0/0', 'tcp 80-81 ::/0']);
});
