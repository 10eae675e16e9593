import { PlatformError } from '../../../../../lib/contract/platform-error';
import type { Control, Question } from '../../../../../lib/assurance/requirements';
import { ask, reasonOf, told } from '../template';

/** A public web server, a database that it alone may call, and a batch host that may call nobody. */
const NETWORK = `
Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
Gateway: { Type: AWS::EC2::InternetGateway }
Attachment: { Type: AWS::EC2::VPCGatewayAttachment, Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway } }
PublicTable: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
PrivateTable: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
Out: { Type: AWS::EC2::Route, Properties: { RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway } }
Public: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
Private: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
Other: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24 } }
PublicRouting: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Public, RouteTableId: !Ref PublicTable } }
PrivateRouting: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable } }
OtherRouting: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Other, RouteTableId: !Ref PrivateTable } }
WebGroup: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }] } }
DataGroup: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !GetAtt WebGroup.GroupId }] } }
BatchGroup: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !Ref Vpc, SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 9, ToPort: 9, CidrIp: 10.0.3.255/32 }] } }
Web: { Type: AWS::EC2::Instance, Properties: { NetworkInterfaces: [{ DeviceIndex: '0', AssociatePublicIpAddress: true, SubnetId: !Ref Public, GroupSet: [!GetAtt WebGroup.GroupId] }] } }
Batch: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Other, SecurityGroupIds: [!GetAtt BatchGroup.GroupId] } }
Subnets: { Type: AWS::RDS::DBSubnetGroup, Properties: { SubnetIds: [!Ref Private] } }
Data: { Type: AWS::RDS::DBCluster, Properties: { DBSubnetGroupName: !Ref Subnets, VpcSecurityGroupIds: [!GetAtt DataGroup.GroupId] } }
Topic: { Type: AWS::SNS::Topic }
`;
const WEB = { logicalId: 'Web' };
const DATA = { type: 'AWS::RDS::DBCluster' };
const BATCH = { logicalId: 'Batch' };

describe('questions about the network', () => {
  test.each<[string, Question, readonly string[]]>([
    ['no way from the internet to the database', { kind: 'no-path', from: 'internet', to: DATA }, ['proved Data internet']],
    ['a way from the internet to the web server', { kind: 'no-path', from: 'internet', to: WEB }, ['refuted Web internet']],
    ['no way at other ports', { kind: 'no-path', from: 'internet', to: WEB, ports: 'tcp 0-442, tcp 444-65535, udp' }, ['proved Web internet']],
    ['a way by a server that was taken over', { kind: 'no-path', from: 'internet', to: DATA, through: 'workloads' }, ['refuted Data internet']],
    ['the server as the only way', { kind: 'only-through', from: 'internet', to: DATA, through: WEB }, ['proved Data internet']],
    ['a way around another host', { kind: 'only-through', from: 'internet', to: DATA, through: BATCH }, ['refuted Data internet']],
    ['a host that reaches nothing', { kind: 'reaches-only', from: BATCH, to: [] }, ['proved Batch']],
    ['what the server reaches', { kind: 'reaches-only', from: WEB, to: ['internet', DATA] }, ['proved Web']],
    ['what the server reaches beyond the list', { kind: 'reaches-only', from: WEB, to: ['internet'] }, ['refuted Web T.Data']],
    ['the only caller of the database', { kind: 'reached-only-by', to: DATA, from: [WEB] }, ['proved Data']],
    ['a caller of the database beyond the list', { kind: 'reached-only-by', to: DATA, from: [BATCH] }, ['refuted Data T.Web']],
    ['callers at other ports', { kind: 'reached-only-by', to: DATA, from: [], ports: 'tcp 22' }, ['proved Data']],
    ['no way at all between blocks', { kind: 'no-path', from: { cidr: '10.0.3.0/24' }, to: { cidr: '10.0.2.0/24' } }, ['proved 10.0.2.0/24']],
  ])('tell %s', (_, question, expected) => {
    expect(told(ask(NETWORK, question))).toEqual(expected);
  });

  test('show the way, hop by hop, and what to take away', () => {
    const [check] = ask(NETWORK, { kind: 'no-path', from: 'internet', to: WEB });
    expect(check?.verdict).toMatchObject({ kind: 'refuted', because: [{ code: 'ClosedWithout', remove: ['T.WebGroup/SecurityGroupIngress/0'] }], witness: { kind: 'path', path: { hops: [{ from: 'internet', to: 'T.Web', port: 443 }] } } });
  });

  test('ask networks beyond the VPC as well, and name the block', () => {
    const attached = `${NETWORK}
Transit: { Type: AWS::EC2::TransitGatewayAttachment, Properties: { VpcId: !Ref Vpc, TransitGatewayId: tgw-0123, SubnetIds: [!Ref Private] } }
Over: { Type: AWS::EC2::Route, Properties: { RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 192.168.0.0/16, TransitGatewayId: tgw-0123 } }
Open: { Type: AWS::EC2::SecurityGroupIngress, Properties: { GroupId: !GetAtt DataGroup.GroupId, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 192.168.7.0/24 } }
`;
    expect(told(ask(attached, { kind: 'reached-only-by', to: DATA, from: [WEB] }))).toEqual(['unknown Data 192.168.0.0/16']);
    expect(told(ask(attached, { kind: 'reached-only-by', to: DATA, from: [WEB, { cidr: '192.0.0.0/8' }] }))).toEqual(['proved Data']);
  });

  test('tell what one control holds without the others', () => {
    const open = NETWORK.replace('SourceSecurityGroupId: !GetAtt WebGroup.GroupId', 'CidrIp: 10.0.0.0/16');
    const listed = `${open}
List: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
In: { Type: AWS::EC2::NetworkAclEntry, Properties: { NetworkAclId: !Ref List, Egress: false, RuleNumber: 100, RuleAction: allow, Protocol: 6, CidrBlock: 10.0.1.0/24, PortRange: { From: 5432, To: 5432 } } }
Answers: { Type: AWS::EC2::NetworkAclEntry, Properties: { NetworkAclId: !Ref List, Egress: true, RuleNumber: 100, RuleAction: allow, Protocol: 6, CidrBlock: 10.0.1.0/24, PortRange: { From: 1024, To: 65535 } } }
Listed: { Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: { SubnetId: !Ref Private, NetworkAclId: !Ref List } }
Busy: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Other } }
`;
    const asked = (by?: Control): readonly string[] => told(ask(listed, { kind: 'reached-only-by', to: DATA, from: [WEB], ports: 'tcp', ...(by === undefined ? {} : { by }) }));
    expect(asked()).toEqual(['proved Data']);
    expect(asked('arrival-lists')).toEqual(['proved Data']);
    expect(asked('ingress-rules')).toContain('refuted Data T.Busy');
    expect(asked('egress-rules')).toContain('refuted Data T.Busy');
    expect(told(ask(listed, { kind: 'no-path', from: { logicalId: 'Busy' }, to: DATA, by: 'departure-lists' }))).toEqual(['refuted Data T.Busy']);
  });

  test('are not kept by what is not there, and say so', () => {
    const asked = { kind: 'no-path', from: 'internet', to: { type: 'AWS::Redshift::Cluster' } } as const;
    const checks = ask(NETWORK, asked);
    expect([told(checks), reasonOf(checks)]).toEqual([['refuted'], 'SelectorMatchesNothing']);
    expect(told(ask(NETWORK, asked, { whenAbsent: 'not-applicable' }))).toEqual(['not-applicable']);
  });

  test('are not known of what is not on the network', () => {
    const checks = ask(NETWORK, { kind: 'no-path', from: 'internet', to: { type: 'AWS::SNS::Topic' } });
    expect([told(checks), reasonOf(checks)]).toEqual([['unknown'], 'SelectsNothingOnTheNetwork']);
  });

  test('are judged in every state of the conditions, and name the one that breaks them', () => {
    const conditional = `Parameters: { Debug: { Type: String, AllowedValues: ['true', 'false'] } }
Conditions: { Debugging: !Equals [!Ref Debug, 'true'] }
Resources:
${NETWORK.replace(/^(?=.)/gm, '  ')}
  Door: { Type: AWS::EC2::SecurityGroupIngress, Condition: Debugging, Properties: { GroupId: !GetAtt DataGroup.GroupId, IpProtocol: '-1', SourceSecurityGroupId: !GetAtt BatchGroup.GroupId } }
  Way: { Type: AWS::EC2::SecurityGroupEgress, Condition: Debugging, Properties: { GroupId: !GetAtt BatchGroup.GroupId, IpProtocol: '-1', CidrIp: 10.0.0.0/16 } }
`;
    const [check, ...more] = ask(conditional, { kind: 'reached-only-by', to: DATA, from: [WEB] });
    expect([more.length, check?.verdict.kind, check?.finding]).toEqual([0, 'refuted', 'T.Batch']);
    expect(JSON.stringify(check?.verdict.because.at(-1))).toContain('"value":"true"');
  });

  test('a selection that is in doubt refutes nothing', () => {
    const tagged = `Parameters: { Tier: { Type: String } }\nResources:\n${NETWORK.replace('Web: { Type: AWS::EC2::Instance, Properties: {', 'Web: { Type: AWS::EC2::Instance, Properties: { Tags: [{ Key: tier, Value: !Ref Tier }],').replace(/^(?=.)/gm, '  ')}`;
    expect(told(ask(tagged, { kind: 'no-path', from: 'internet', to: { tags: { tier: 'private' } } }))).toEqual(['unknown Web internet']);
  });

  test('refuse ports that mean nothing', () => {
    expect(() => ask(NETWORK, { kind: 'no-path', from: 'internet', to: WEB, ports: 'tcp 99999' })).toThrow(PlatformError);
  });
});
