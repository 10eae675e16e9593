import { readFileSync } from 'node:fs';
import { App, CfnOutput, RemovalPolicy, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { PlatformEndpoint, SecurityGroupRole, SubnetTier, VpcBlockPublicAccess } from '../../../constructs/network';
import { flat, network, synthesize, testStack } from './fixture';
import { contains } from './packet';
import { judge } from '../../judge';

const RECOMMENDED = { context: JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) };
const plain = synthesize();

describe.each([['with no feature flags', undefined], ['with the recommended feature flags', RECOMMENDED]])('%s', (_, appProps) => {
  const { of, resources, template, stack } = synthesize({}, undefined, appProps);

  test('there is no door to the outside: no gateway, peering, VPN, public address or IPv6 block', () => {
    const doors = Object.values(resources).map(({ Type }) => Type).filter((type) =>
      /^AWS::EC2::(InternetGateway|VPCGatewayAttachment|NatGateway|EgressOnlyInternetGateway|EIP|EIPAssociation|VPCPeeringConnection|TransitGateway.*|VPN.*|CustomerGateway|CarrierGateway|LocalGateway.*|ClientVpn.*|VPCCidrBlock|Route|Instance.*)$/.test(type));
    expect(doors).toEqual([]);
    for (const { Properties: subnet } of of('AWS::EC2::Subnet')) {
      expect(subnet.MapPublicIpOnLaunch).toBe(false);
      expect(subnet.Ipv6CidrBlock ?? subnet.AssignIpv6AddressOnCreation).toBeUndefined();
    }
  });

  test('route tables lead to the S3 gateway only, and only where tasks and hosts are', () => {
    const tables = of('AWS::EC2::VPCEndpoint').filter(({ Properties }) => Properties.VpcEndpointType === 'Gateway').flatMap(({ Properties }) => Properties.RouteTableIds.map(flat));
    expect(tables).toHaveLength(4);
    for (const table of tables) expect(table).toMatch(/(App|Gpu)Subnet\dRouteTable/);
    expect(of('AWS::EC2::SubnetRouteTableAssociation')).toHaveLength(8);
  });

  test('every subnet has a route table of its own, never the main one', () => {
    const associated = of('AWS::EC2::SubnetRouteTableAssociation').map(({ Properties }) => flat(Properties.SubnetId));
    expect(new Set(associated).size).toBe(of('AWS::EC2::Subnet').length);
  });

  test('the packs find nothing that is not acknowledged, and no acknowledgement is stale', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });

  test('the default security group is closed by a function that may change that group alone', () => {
    template.hasResourceProperties('Custom::ClosedDefaultSecurityGroup', { SecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Vpc'), 'DefaultSecurityGroup'] } });
    const revoking = of('AWS::IAM::ManagedPolicy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Action }: { Action: unknown }) => flat(Action).includes('Revoke'));
    expect(revoking).toHaveLength(1);
    expect(flat(revoking[0].Resource)).toMatch(/^arn:(<AWS::Partition>|aws):ec2:eu-central-1:111122223333:security-group\/<\w+\.DefaultSecurityGroup>$/);
    expect(Object.values(resources).some(({ Type }) => Type.startsWith('Custom::VpcRestrictDefaultSG'))).toBe(false);
  });
});

describe('subnets', () => {
  test('are eight: four tiers in two zones', () => {
    const zones = plain.of('AWS::EC2::Subnet').map(({ Properties }) => flat(Properties.AvailabilityZone));
    expect(zones.filter((zone) => zone === '<AWS::Region>a')).toHaveLength(4);
    expect(zones.filter((zone) => zone === '<AWS::Region>b')).toHaveLength(4);
    expect(plain.network.subnets(SubnetTier.GPU).subnets?.map(({ availabilityZone }) => availabilityZone)).toEqual(['eu-central-1a', 'eu-central-1b']);
  });

  test('are found by those who select from the VPC instead of by tier', () => {
    const selected = plain.network.vpc.selectSubnets({ subnetGroupName: 'Data' }).subnetIds.map((id) => flat(plain.stack.resolve(id)));
    expect(selected).toEqual([expect.stringContaining('DataSubnet1'), expect.stringContaining('DataSubnet2')]);
    expect(plain.network.vpc.publicSubnets).toEqual([]);
    expect(plain.network.vpc.privateSubnets).toEqual([]);
  });

  test('are made without asking the account for its zones', () => {
    expect(App.isApp(plain.stack.node.root) && plain.stack.node.root.synth().manifest.missing).toBeUndefined();
  });

  test('keep their addresses when a zone is added', () => {
    const two = plain.of('AWS::EC2::Subnet').map(({ Properties }) => Properties.CidrBlock);
    const three = synthesize({ availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] }).of('AWS::EC2::Subnet').map(({ Properties }) => Properties.CidrBlock);
    expect(three).toEqual(expect.arrayContaining(two));
    expect(three).toHaveLength(12);
  });

  test('of chosen sizes lie inside the block that their tier\'s ACL names, and overlap nowhere', () => {
    const { of } = synthesize({ cidr: '10.8.0.0/20', subnetMasks: { endpoints: 26, app: 25, gpu: 24, data: 27 } });
    const blocks = of('AWS::EC2::Subnet').map(({ Properties }) => String(Properties.CidrBlock));
    expect(new Set(blocks).size).toBe(8);
    const named = new Set(of('AWS::EC2::NetworkAclEntry').map(({ Properties }) => String(Properties.CidrBlock)).filter((cidr) => cidr !== '0.0.0.0/0' && cidr !== '10.8.0.0/20'));
    for (const block of blocks) expect([...named].filter((cidr) => contains(cidr, block.split('/')[0] ?? ''))).toHaveLength(1);
    expect(blocks.filter((block, index) => blocks.some((other, position) => position !== index && contains(other, block.split('/')[0] ?? '')))).toEqual([]);
  });
});

describe('interface endpoints', () => {
  test('are the default set, with private DNS, in the endpoints tier, behind their own group', () => {
    const interfaces = plain.of('AWS::EC2::VPCEndpoint').filter(({ Properties }) => Properties.VpcEndpointType === 'Interface').map(({ Properties }) => Properties);
    expect(interfaces.map(({ ServiceName }) => ServiceName).sort()).toEqual(['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'kms', 'logs', 'secretsmanager'].map((name) => `com.amazonaws.eu-central-1.${name}`).sort());
    for (const endpoint of interfaces) {
      expect(endpoint.PrivateDnsEnabled).toBe(true);
      expect(endpoint.SubnetIds.map(flat)).toEqual([expect.stringContaining('EndpointsSubnet1'), expect.stringContaining('EndpointsSubnet2')]);
      expect(endpoint.SecurityGroupIds.map(flat)).toEqual([flat(plain.stack.resolve(plain.network.securityGroup(SecurityGroupRole.ENDPOINTS).securityGroupId))]);
    }
  });

  test('can be none at all; S3 is always there', () => {
    const { of, network: bare, stack } = synthesize({ interfaceEndpoints: [] });
    expect(of('AWS::EC2::VPCEndpoint')).toHaveLength(1);
    expect(stack.resolve(bare.s3EndpointId)).toEqual({ Ref: expect.stringContaining('S3') });
  });

  test('for DynamoDB, by choice, is routed from the app tier alone', () => {
    const { of, network: made, stack } = synthesize({ dynamoDb: true });
    const routed = (service: string) => of('AWS::EC2::VPCEndpoint').filter(({ Properties }) => flat(Properties.ServiceName).endsWith(`.${service}`)).flatMap(({ Properties }) => (Properties.RouteTableIds as unknown[]).map(flat));
    expect(routed('dynamodb')).toEqual([expect.stringContaining('AppSubnet1'), expect.stringContaining('AppSubnet2')]);
    expect(routed('s3').filter((table) => table.includes('GpuSubnet'))).toHaveLength(2);
    expect(stack.resolve(made.dynamoDbEndpointId)).toEqual({ Ref: expect.stringContaining('DynamoDb') });
    expect(plain.network.dynamoDbEndpointId).toBeUndefined();
  });

  test('can be of a service that the list does not know', () => {
    const { template } = synthesize({ interfaceEndpoints: [PlatformEndpoint.of('states', { dnsNames: ['states.{region}.{suffix}', 'sync-states.{region}.{suffix}'] })] });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-central-1.states', PolicyDocument: Match.objectLike({ Statement: Match.anyValue() }) });
  });

  test.each([
    ['us-gov-west-1', 'ecr.dkr', 'com.amazonaws.us-gov-west-1.ecr.dkr'],
    ['cn-north-1', 'ecr.dkr', 'cn.com.amazonaws.cn-north-1.ecr.dkr'],
    ['cn-north-1', 'logs', 'com.amazonaws.cn-north-1.logs'],
    ['eusc-de-east-1', 'ecr.api', 'eu.amazonaws.eusc-de-east-1.ecr.api'],
  ])('in %s %s is named %s', (region, service, name) => {
    const { of } = synthesize({ interfaceEndpoints: [PlatformEndpoint.ECR_API, PlatformEndpoint.ECR_DKR, PlatformEndpoint.LOGS] }, { account: '111122223333', region });
    expect(of('AWS::EC2::VPCEndpoint').map(({ Properties }) => Properties.ServiceName).filter((text) => typeof text === 'string' && text.endsWith(service))).toEqual([name]);
  });
});

describe('logs', () => {
  test('hold every flow, encrypted and for a year, and stay when the stack goes', () => {
    plain.template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL', ResourceType: 'VPC', ResourceId: { Ref: Match.stringLikeRegexp('Vpc') }, LogDestinationType: 'cloud-watch-logs', DeliverLogsPermissionArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('FlowLogsRole'), 'Arn'] } });
    const groups = Object.entries(plain.template.findResources('AWS::Logs::LogGroup')).filter(([id]) => /FlowLogs|Queries/.test(id)).map(([, group]) => group);
    expect(groups).toHaveLength(2);
    for (const group of groups) expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1', RetentionInDays: 365 } });
  });

  test('go with the stack when told to', () => {
    const { template } = synthesize({ removalPolicy: RemovalPolicy.DESTROY, logRetention: logs.RetentionDays.ONE_MONTH });
    for (const group of Object.values(template.findResources('AWS::Logs::LogGroup'))) expect(group).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    expect(Object.values(template.toJSON().Resources).filter((resource) => Object(resource).DeletionPolicy === 'Retain')).toEqual([]);
  });

  test('start only after their role may write', () => {
    plain.template.hasResource('AWS::EC2::FlowLog', { DependsOn: [Match.stringLikeRegexp('Permissions')] });
  });

  test('are written by roles that only the log service of this account can assume, into this group alone', () => {
    plain.template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'vpc-flow-logs.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:eu-central-1:111122223333:vpc-flow-log/*']] } } } }] },
    });
    plain.template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('FlowLogs'), 'Arn'] } }] },
    });
  });
});

test('VPC Block Public Access is set only when chosen, because it acts on the whole account', () => {
  plain.template.resourceCountIs('AWS::EC2::VPCBlockPublicAccessOptions', 0);
  synthesize({ blockPublicAccess: VpcBlockPublicAccess.BIDIRECTIONAL }).template.hasResourceProperties('AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-bidirectional' });
});

test('the VPC itself is the default child', () => {
  expect(plain.network.node.defaultChild?.node.path).toBe('Stack/Network/Vpc/Resource');
});

test('every IAM statement on all resources is known', () => {
  const wild = plain.of('AWS::IAM::ManagedPolicy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Resource }: { Resource: unknown }) => Resource === '*');
  expect(wild.map(({ Action }: { Action: unknown }) => flat(Action)).sort()).toEqual(['ec2:DescribeManagedPrefixLists', 'ec2:DescribeSecurityGroups']);
});

test('the function of the settings waits longer than IAM takes to know its permissions', () => {
  plain.template.hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('default security groups'), Timeout: 180 });
});

test('synthesizes the same template twice, in a stack with no account or Region too', () => {
  expect(synthesize().template.toJSON()).toEqual(plain.template.toJSON());
  const agnostic = synthesize({ availabilityZones: ['a', 'b'] }, {});
  expect(flat(agnostic.of('AWS::EC2::VPCEndpoint').map(({ Properties }) => Properties.PolicyDocument.Statement[0].Condition.StringEquals['aws:PrincipalAccount'])[0])).toBe('<AWS::AccountId>');
  expect(agnostic.stack.account).not.toBe('111122223333');
});

test('what boots in another stack waits for the endpoints, without a cycle', () => {
  const first = testStack({ account: '111122223333', region: 'eu-central-1' });
  const made = network(first);
  const second = new Stack(first.node.root, 'Second', { env: { account: '111122223333', region: 'eu-central-1' } });
  const consumer = new CfnOutput(second, 'Group', { value: made.securityGroup(SecurityGroupRole.GATEWAY).securityGroupId });
  consumer.node.addDependency(made.endpointsReady);
  expect(made.subnets(SubnetTier.GPU).subnets).toHaveLength(2);
  expect(judge(second).open).toEqual([]);
  expect(second.dependencies).toContain(first);
  expect(first.dependencies).toEqual([]);
});
