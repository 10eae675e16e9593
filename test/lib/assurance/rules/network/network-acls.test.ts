import { networkAclAdminPortsClosed } from '../../../../../lib/assurance/rules/network/network-acl-admin-ports-closed';
import { networkAclEntryNotOpen } from '../../../../../lib/assurance/rules/network/network-acl-entry-not-open';
import { networkAclEntryPortsNamed } from '../../../../../lib/assurance/rules/network/network-acl-entry-ports-named';
import { networkAclEntryProtocolNamed } from '../../../../../lib/assurance/rules/network/network-acl-entry-protocol-named';
import { subnetNetworkAclAssigned } from '../../../../../lib/assurance/rules/network/subnet-network-acl-assigned';
import { ruleCases } from '../cases';
import { lines, NETWORK, open, resource } from './write';

const entry = (properties: string): string => resource('A', 'AWS::EC2::NetworkAclEntry', `{ NetworkAclId: n, RuleNumber: 100, ${properties} }`);
const DENY = entry('RuleAction: deny, Protocol: -1, CidrBlock: 0.0.0.0/0');

ruleCases(networkAclEntryProtocolNamed, {
  pass: { tcp: entry('RuleAction: allow, Protocol: 6, CidrBlock: 10.0.0.0/8') },
  fail: { 'all protocols': entry('RuleAction: allow, Protocol: "-1", CidrBlock: 10.0.0.0/8') },
  unknown: { 'not told': open(entry('RuleAction: allow, Protocol: !Ref N, CidrBlock: 10.0.0.0/8')) },
  skip: { 'a refusal': DENY },
});

ruleCases(networkAclEntryPortsNamed, {
  pass: { 'some ports': entry('RuleAction: allow, Protocol: 6, PortRange: { From: 0, To: 22 }'), 'a protocol without ports': entry('RuleAction: allow, Protocol: 1') },
  fail: { 'no range': entry('RuleAction: allow, Protocol: 17'), 'every port': entry('RuleAction: allow, Protocol: 6, PortRange: { From: 0, To: 65535 }'), 'all protocols': entry('RuleAction: allow, Protocol: -1, PortRange: { From: 22, To: 22 }') },
  unknown: { 'not told': open(entry('RuleAction: allow, Protocol: 6, PortRange: { From: !Ref N, To: 22 }')) },
  skip: { 'a refusal': DENY },
});

ruleCases(networkAclEntryNotOpen, {
  pass: { 'a private block': entry('RuleAction: allow, Protocol: 6, CidrBlock: 10.0.0.0/8') },
  fail: { everywhere: entry('RuleAction: allow, Protocol: 6, CidrBlock: 0.0.0.0/0'), 'everywhere over version 6': entry('RuleAction: allow, Protocol: 6, Ipv6CidrBlock: "::/0"') },
  unknown: { 'not told': open(entry('RuleAction: allow, Protocol: 6, CidrBlock: !Ref P')) },
  skip: { 'a refusal': DENY },
});

ruleCases(networkAclAdminPortsClosed, {
  pass: {
    'a shell from a private block': entry('RuleAction: allow, Protocol: 6, CidrBlock: 10.0.0.0/8, PortRange: { From: 22, To: 22 }'),
    'answers from everywhere': entry('RuleAction: allow, Protocol: 6, CidrBlock: 0.0.0.0/0, PortRange: { From: 1024, To: 65535 }'),
    'web from everywhere': entry('RuleAction: allow, Protocol: 6, CidrBlock: 0.0.0.0/0, PortRange: { From: 443, To: 443 }'),
  },
  fail: {
    'a shell from everywhere': entry('RuleAction: allow, Protocol: 6, CidrBlock: 0.0.0.0/0, PortRange: { From: 20, To: 25 }'),
    'everything from everywhere': entry('RuleAction: allow, Protocol: -1, Egress: false, Ipv6CidrBlock: "::/0"'),
  },
  unknown: { 'ports not told': open(entry('RuleAction: allow, Protocol: 6, CidrBlock: 0.0.0.0/0, PortRange: { From: !Ref N, To: 22 }')), 'a block not told': open(entry('RuleAction: allow, Protocol: 6, CidrBlock: !Ref P, PortRange: { From: 22, To: 22 }')) },
  skip: { outward: entry('RuleAction: allow, Egress: true, Protocol: -1, CidrBlock: 0.0.0.0/0'), 'a refusal': DENY },
});

ruleCases(subnetNetworkAclAssigned, {
  pass: { 'a list of its own': lines(NETWORK, resource('A', 'AWS::EC2::SubnetNetworkAclAssociation', '{ SubnetId: !Ref S, NetworkAclId: acl-1 }')) },
  fail: { 'no list': NETWORK, 'the default list': lines(NETWORK, resource('A', 'AWS::EC2::SubnetNetworkAclAssociation', '{ SubnetId: !Ref S, NetworkAclId: !GetAtt V.DefaultNetworkAcl }')) },
  unknown: { 'an association of a subnet that nobody tells': open(NETWORK, resource('A', 'AWS::EC2::SubnetNetworkAclAssociation', '{ SubnetId: !Ref P, NetworkAclId: acl-1 }')) },
});
