import { answer, BASE, group, instance, judges, network } from './cases';

const PARAMETERS = `Parameters:
  Where: { Type: 'AWS::EC2::Subnet::Id' }
  In: { Type: 'AWS::EC2::VPC::Id' }
  Which: { Type: 'AWS::EC2::SecurityGroup::Id' }
  From: { Type: String }
  Flag: { Type: String, AllowedValues: ['yes', 'no'] }
  Block: { Type: String, Default: 10.7.0.0/16 }
Conditions: { Opened: !Equals [!Ref Flag, 'yes'] }`;

judges('subnets from outside', `${BASE}  Web: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Where, SecurityGroupIds: [!Ref Open] } }
  Shut: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Where, SecurityGroupIds: [!Ref Closed] } }
  Lent: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !ImportValue shared-subnet, SecurityGroupIds: [!Ref Open] } }`, [
  ['internet -> Web', 'unknown SubnetOutsideTemplates'],
  ['internet -> Web tcp 22', 'proved'],
  ['internet -> Shut', 'proved'],
  ['internet -> Lent', 'unknown SubnetOutsideTemplates'],
  ['Web -> Shut', 'proved'],
], {}, PARAMETERS);

judges('a VPC from outside', `
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref In, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true } }
${group('Open', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }' }, 'In')}${instance('Web', 'Subnet', 'Open')}${instance('Near', 'Subnet', 'Open')}
  Bare: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Subnet } }`, [
  ['internet -> Web', 'unknown RouteTableOutsideTemplates'],
  ['internet -> Web tcp 22', 'proved'],
  ['Near -> Web', 'refuted'],
  ['internet -> Bare', 'unknown VpcOutsideTemplates'],
], {}, PARAMETERS);

judges('addresses from outside', `${BASE}${group('Some', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !Ref From }' })}${instance('Web', 'Public', 'Some')}
${group('Named', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Which }' })}${instance('Peer', 'Public', 'Named')}${instance('Near', 'Private', 'Open')}`, [
  ['internet -> Web', 'unknown AddressesNotKnown'],
  ['internet -> Web tcp 80', 'proved'],
  ['internet -> Peer', 'proved'],
  ['Near -> Peer', 'unknown GroupMembershipNotKnown'],
], {}, PARAMETERS);

judges('a default that was taken is an assumption of the proof', `
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !Ref Block } }
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]] } }
${group('Local', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.7.0.0/24 }' })}${instance('Web', 'Subnet', 'Local')}${instance('Near', 'Subnet', 'Local')}`, [
  ['Near -> Web', 'refuted'],
  ['internet -> Web', 'proved'],
], {}, PARAMETERS);

test('the assumption is told', () => {
  const { reach } = network(`
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !Ref Block } }
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.7.1.0/24 } }
${group('Local', {})}${instance('Web', 'Subnet', 'Local')}`, {}, PARAMETERS);
  const verdict = reach.paths('internet', 'T.Web');
  expect(verdict).toEqual(expect.objectContaining({ kind: 'proved', assumptions: expect.arrayContaining([expect.stringContaining('10.7.0.0/16')]) }));
});

describe('conditions: the worst of all states is the answer, and says when', () => {
  const switched = (where: string): string => `${BASE}${instance('Web', 'Public', 'Guarded')}${group('Guarded', {})}${where}`;
  judges('a rule that is made under one', switched("  Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Condition: Opened, Properties: { GroupId: !Ref Guarded, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 } }"), [
    ['internet -> Web', 'refuted WhenDecided'],
    ['internet -> Web tcp 80', 'proved'],
  ], {}, PARAMETERS);
  judges('a value that depends on one', switched("  Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: !Ref Guarded, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !If [Opened, 0.0.0.0/0, 10.0.0.0/16] } }"), [['internet -> Web', 'refuted WhenDecided']], {}, PARAMETERS);
  judges('closed in both branches', switched("  Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: !Ref Guarded, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !If [Opened, 10.0.2.0/24, 10.0.0.0/16] } }"), [['internet -> Web', 'proved']], {}, PARAMETERS);
});

test.each([
  ['a macro', 'Transform: [Unheard]', '', 'MacroNotRun'],
  ['an inclusion on top', "Transform: { Name: 'AWS::Include', Parameters: { Location: s3://b/k } }", '', 'InclusionNotRead'],
  ['an inclusion beside the resources', '', "  Fn::Transform: { Name: 'AWS::Include', Parameters: { Location: s3://b/k } }\n", 'InclusionNotRead'],
  ['a loop over what is not told', "Transform: AWS::LanguageExtensions\nParameters: { Items: { Type: CommaDelimitedList } }", "  Fn::ForEach::L: [I, !Ref Items, { 'R&{I}': { Type: 'AWS::EC2::SecurityGroupIngress' } }]\n", 'LoopNotWrittenOut'],
])('%s may bring more resources, so that nothing is proved', (_, sections, more, code) => {
  const judged = network(`${BASE}${instance('Web', 'Public', 'Closed')}${more}`, {}, sections);
  expect(answer(judged, ['internet -> Web', `unknown ${code}`])).toBe(`unknown ${code}`);
});

test('templates that are deployed apart meet by exports and imports', () => {
  const judged = network(`${BASE}  Web: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !ImportValue the-subnet, SecurityGroupIds: [!Ref Open] } }`, {}, "Outputs: { S: { Value: !Ref Public, Export: { Name: the-subnet } } }");
  expect(answer(judged, ['internet -> Web', 'refuted'])).toBe('refuted');
});

const LENT = 'Parameters: { Free: { Type: String }, Id: { Type: AWS::EC2::SecurityGroup::Id } }';
const inward = (group_: string): string => `  Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: ${group_}, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 } }`;
const CLOSED_WEB = `${BASE}${instance('Web', 'Public', 'Closed')}${instance('Front', 'Public', 'Open')}`;

describe('what belongs to something that is not told may belong to each thing of the templates', () => {
  judges('a rule of a group', `${CLOSED_WEB}${inward('!Ref Free')}`, [['internet -> Web', 'unknown OwnerNotTold']], {}, LENT);
  judges('not so one of a group that is given by its id, or of another by a literal', `${CLOSED_WEB}${inward('!Ref Id')}`, [['internet -> Web', 'proved']], {}, LENT);
  judges('nor of one by a literal id', `${CLOSED_WEB}${inward('sg-0123456789abcdef0')}`, [['internet -> Web', 'proved']], {}, LENT);
  judges('a gateway of a VPC', CLOSED_WEB.replace('VpcId: !Ref Vpc, InternetGatewayId', 'VpcId: !Ref Free, InternetGatewayId'), [['internet -> Front', 'unknown OwnerNotTold']], {}, LENT);
  judges('a gateway that is attached', CLOSED_WEB.replace('InternetGatewayId: !Ref Igw', 'InternetGatewayId: !Ref Free'), [['internet -> Front', 'unknown OwnerNotTold']], {}, LENT);
  judges('a route of a table', CLOSED_WEB.replace('RouteTableId: !Ref PublicTable, Dest', 'RouteTableId: !Ref Free, Dest'), [['internet -> Front', 'unknown OwnerNotTold']], {}, LENT);
  judges('a table of a subnet', CLOSED_WEB.replace('SubnetId: !Ref Public, RouteTableId', 'SubnetId: !Ref Free, RouteTableId'), [['internet -> Front', 'unknown OwnerNotTold']], {}, LENT);
  judges('an address of an instance', `${BASE}${instance('Web', 'Public', 'Open', ', NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false }]')}  Eip: { Type: 'AWS::EC2::EIP', Properties: { InstanceId: !Ref Free } }`, [['internet -> Web', 'unknown OwnerNotTold']], {}, LENT);
  judges('a URL of a function', "  Fn: { Type: 'AWS::Lambda::Function' }\n  Url: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: !Ref Free, AuthType: NONE } }", [['internet -> Fn', 'unknown OwnerNotTold']], {}, LENT);
});

judges('a VPC that is only named by a parameter may be the one of the templates', `${BASE}${group('Any', { in: '{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }' })}${instance('Web', 'Lent', 'Any')}${instance('App', 'Private', 'Any')}
  Lent: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Free, CidrBlock: 10.0.8.0/24 } }`, [['Web -> App', 'unknown VpcsMayBeTheSame']], {}, LENT);
