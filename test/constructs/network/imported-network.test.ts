import { App, CfnOutput, Stack, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { IsolatedNetwork, PlatformEndpoint, SecurityGroupRole, SubnetTier, type IIsolatedNetwork, type IsolatedNetworkAttributes } from '../../../constructs/network';
import { GERMANY, flat } from './fixture';
import { judge } from '../../judge';

interface Imported {
  readonly stack: Stack;
  readonly made: IIsolatedNetwork;
  readonly template: Template;
}

function existing(stack: Stack, name: string): ec2.ISecurityGroup {
  return ec2.SecurityGroup.fromSecurityGroupId(stack, name, `sg-${name}`);
}

function load(attributes: (stack: Stack) => Partial<IsolatedNetworkAttributes>): Imported {
  const stack = new Stack(new App(), 'Stack', { env: GERMANY });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-central-1a', 'eu-central-1b'], isolatedSubnetIds: ['subnet-x', 'subnet-y'] });
  const made = IsolatedNetwork.fromAttributes(stack, 'Network', { vpc, ...attributes(stack) });
  return { stack, made, template: Template.fromStack(stack) };
}

function subnets(stack: Stack, tier: string): ec2.ISubnet[] {
  return ['a', 'b'].map((zone) => ec2.Subnet.fromSubnetAttributes(stack, `${tier}${zone}`, { subnetId: `subnet-${tier}-${zone}`, availabilityZone: `eu-central-1${zone}` }));
}

function everyGroup(stack: Stack) {
  return {
    endpoints: existing(stack, 'endpoints'), apiLink: existing(stack, 'apiLink'), loadBalancer: existing(stack, 'loadBalancer'), gateway: existing(stack, 'gateway'),
    inference: existing(stack, 'inference'), inferenceHost: existing(stack, 'inferenceHost'), vectorStore: existing(stack, 'vectorStore'),
  };
}

describe('when everything is given', () => {
  const { made, template, stack } = load((scope) => ({
    endpointSubnets: subnets(scope, 'endpoints'), appSubnets: subnets(scope, 'app'), gpuSubnets: subnets(scope, 'gpu'), dataSubnets: subnets(scope, 'data'),
    securityGroups: everyGroup(scope), existingEndpoints: PlatformEndpoint.DEFAULTS, s3EndpointId: 'vpce-s3', dynamoDbEndpointId: 'vpce-dynamodb',
  }));

  test('nothing is created', () => expect(template.toJSON().Resources).toBeUndefined());

  test('what was given comes back', () => {
    expect(made.vpc.vpcId).toBe('vpc-1');
    expect([made.s3EndpointId, made.dynamoDbEndpointId]).toEqual(['vpce-s3', 'vpce-dynamodb']);
    expect(made.subnets(SubnetTier.GPU).subnets?.map(({ subnetId }) => subnetId)).toEqual(['subnet-gpu-a', 'subnet-gpu-b']);
    expect(Object.values(SecurityGroupRole).map((role) => made.securityGroup(role).securityGroupId)).toEqual(Object.values(SecurityGroupRole).map((role) => `sg-${role}`));
  });

  test('others may still wait for it', () => {
    expect(() => new CfnOutput(stack, 'Late', { value: 'x' }).node.addDependency(made.endpointsReady)).not.toThrow();
  });
});

describe('when only the VPC and its S3 gateway are given', () => {
  const { template, made, stack } = load(() => ({ s3EndpointId: 'vpce-s3' }));

  test('all security groups are created with the rules of the table, and S3 by a prefix list looked up at deploy', () => {
    template.resourceCountIs('AWS::EC2::SecurityGroup', 7);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 7);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 10);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationPrefixListId: { 'Fn::GetAtt': [Match.stringLikeRegexp('S3PrefixList'), 'PrefixListId'] } });
  });

  test('neither subnets, routes, endpoints, ACLs, DNS nor the default security group are touched', () => {
    const types = new Set(Object.values(template.toJSON().Resources).map((resource) => String(Object(resource).Type)));
    expect([...types].filter((type) => /Subnet|Route|VPCEndpoint|NetworkAcl|FlowLog|Default/.test(type))).toEqual([]);
  });

  test('a tier that was not given is refused by name', () => {
    expect(() => made.subnets(SubnetTier.DATA)).toThrow(/tier 'data'[^]*'dataSubnets'[^]*NetworkTierMissing/);
  });

  test('the packs find nothing that is not acknowledged but the log without a customer key', () => {
    const { open, stale } = judge(stack);
    expect(stale).toEqual([]);
    expect(open.filter((finding) => !finding.includes('CloudWatchLogGroupEncrypted'))).toEqual([]);
  });
});

test('the prefix list can be given, and then no function is made', () => {
  const { template } = load(() => ({ s3EndpointId: 'vpce-s3', s3PrefixListId: 'pl-6ea54007' }));
  template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationPrefixListId: 'pl-6ea54007' });
  template.resourceCountIs('AWS::Lambda::Function', 0);
});

test('DynamoDB is reached by the gateway alone, by a prefix list that is given or looked up', () => {
  const egress = (attributes: Partial<IsolatedNetworkAttributes>) => Object.entries(load(() => attributes).template.findResources('AWS::EC2::SecurityGroupEgress', { Properties: Match.objectLike({ DestinationPrefixListId: Match.anyValue() }) }));
  const told = egress({ dynamoDbEndpointId: 'vpce-dynamodb', dynamoDbPrefixListId: 'pl-66a5400f' });
  expect(told.map(([id, { Properties }]) => [id.replace(/[0-9A-F]{8}$/, ''), Properties.DestinationPrefixListId])).toEqual([['NetworkSecurityGroupsGatewayToDynamodb443Egress', 'pl-66a5400f']]);
  const found = egress({ s3EndpointId: 'vpce-s3', dynamoDbEndpointId: 'vpce-dynamodb' });
  expect(found.filter(([, { Properties }]) => JSON.stringify(Properties).includes('DynamoDbPrefixList'))).toHaveLength(1);
  expect(found).toHaveLength(4);
});

test('a given group is a peer of created ones and gets no rule itself', () => {
  const { template } = load((stack) => ({ securityGroups: { loadBalancer: existing(stack, 'loadBalancer') } }));
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-loadBalancer', FromPort: 8443 });
  template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationSecurityGroupId: 'sg-loadBalancer', FromPort: 443 });
  const changed = Object.values(template.toJSON().Resources).filter((resource) => Object(Object(resource).Properties).GroupId === 'sg-loadBalancer');
  expect(changed).toEqual([]);
});

test('missing endpoints are created beside those that exist, with policies and the given group', () => {
  const { template } = load((stack) => ({
    endpointSubnets: subnets(stack, 'endpoints'), securityGroups: { endpoints: existing(stack, 'endpoints') }, existingEndpoints: [PlatformEndpoint.KMS], createEndpoints: [PlatformEndpoint.LOGS],
  }));
  const endpoints = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]?.Properties).toMatchObject({ ServiceName: 'com.amazonaws.eu-central-1.logs', SecurityGroupIds: ['sg-endpoints'], SubnetIds: ['subnet-endpoints-a', 'subnet-endpoints-b'], PrivateDnsEnabled: true });
  expect(flat(endpoints[0]?.Properties.PolicyDocument.Statement[0].Condition)).toContain('aws:ResourceAccount');
});

test('fails, listing all of it, when endpoints clash, lack subnets or lack their group', () => {
  expect(() => load(() => ({ existingEndpoints: [PlatformEndpoint.KMS], createEndpoints: [PlatformEndpoint.KMS, PlatformEndpoint.ECR_API] })))
    .toThrow(/EndpointTwice[^]*EndpointsIncomplete[^]*EndpointSubnetsMissing[^]*EndpointSecurityGroupMissing/);
});
