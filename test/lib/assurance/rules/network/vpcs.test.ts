import { vpcBlockPublicAccessOn } from '../../../../../lib/assurance/rules/network/vpc-block-public-access-on';
import { vpcDefaultSecurityGroupClosed } from '../../../../../lib/assurance/rules/network/vpc-default-security-group-closed';
import { vpcDnsFirewallAssociated } from '../../../../../lib/assurance/rules/network/vpc-dns-firewall-associated';
import { vpcDnsForEndpoints } from '../../../../../lib/assurance/rules/network/vpc-dns-for-endpoints';
import { vpcDnsQueriesLogged } from '../../../../../lib/assurance/rules/network/vpc-dns-queries-logged';
import { vpcFlowLogsEnabled } from '../../../../../lib/assurance/rules/network/vpc-flow-logs-enabled';
import { flowLogDestinationProtected } from '../../../../../lib/assurance/rules/network/flow-log-destination-protected';
import { vpcPeeringWithinAccount } from '../../../../../lib/assurance/rules/network/vpc-peering-within-account';
import { vpcWithoutInternetAccess } from '../../../../../lib/assurance/rules/network/vpc-without-internet-access';
import { ruleCases } from '../cases';
import { lines, NETWORK, open, resource } from './write';

const flowLog = (properties: string): string => resource('F', 'AWS::EC2::FlowLog', `{ TrafficType: ALL, ${properties} }`);
const logGroup = (properties: string): string => resource('LG', 'AWS::Logs::LogGroup', properties);
const endpoint = resource('E', 'AWS::EC2::VPCEndpoint', '{ VpcId: !Ref V, VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-west-1.kms }');
const vpc = (properties: string): string => resource('V', 'AWS::EC2::VPC', properties);

ruleCases(vpcFlowLogsEnabled, {
  pass: {
    'a flow log of the VPC': lines(NETWORK, flowLog('ResourceType: VPC, ResourceId: !Ref V')),
    'a flow log of every subnet': lines(NETWORK, flowLog('ResourceType: Subnet, ResourceId: !GetAtt S.SubnetId')),
    'refused traffic alone': lines(NETWORK, resource('F', 'AWS::EC2::FlowLog', '{ ResourceId: !Ref V, ResourceType: VPC, TrafficType: REJECT }')),
  },
  fail: {
    'no flow log': NETWORK,
    'a flow log of another VPC': lines(NETWORK, flowLog('ResourceType: VPC, ResourceId: vpc-1')),
    'accepted traffic alone': lines(NETWORK, resource('F', 'AWS::EC2::FlowLog', '{ ResourceId: !Ref V, ResourceType: VPC, TrafficType: ACCEPT }')),
    'one of two subnets': lines(NETWORK, resource('S2', 'AWS::EC2::Subnet', '{ VpcId: !Ref V }'), flowLog('ResourceType: Subnet, ResourceId: !Ref S')),
    'a flow log under a condition that may not hold': open(NETWORK, 'F: { Type: AWS::EC2::FlowLog, Condition: C, Properties: { ResourceId: !Ref V, TrafficType: ALL } }'),
  },
  unknown: {
    'a flow log of what nobody tells': open(NETWORK, flowLog('ResourceType: VPC, ResourceId: !Ref P')),
    'traffic that nobody tells': open(NETWORK, resource('F', 'AWS::EC2::FlowLog', '{ ResourceId: !Ref V, TrafficType: !Ref P }')),
  },
});

ruleCases(flowLogDestinationProtected, {
  pass: {
    'an encrypted group that is kept': lines(logGroup('{ KmsKeyId: k, RetentionInDays: 365 }'), flowLog('LogGroupName: !Ref LG, DeliverLogsPermissionArn: r')),
    'the same by its ARN': lines(logGroup('{ LogGroupName: flow, KmsKeyId: k, RetentionInDays: 365 }'), flowLog('LogDestination: !GetAtt LG.Arn, DeliverLogsPermissionArn: r')),
    'a folder of an encrypted bucket': lines(resource('B', 'AWS::S3::Bucket', '{ BucketEncryption: { ServerSideEncryptionConfiguration: [] } }'), flowLog('LogDestinationType: s3, LogDestination: !Sub "${B.Arn}/flow"')),
  },
  fail: {
    'a group without key': lines(logGroup('{ RetentionInDays: 365 }'), flowLog('LogGroupName: !Ref LG, DeliverLogsPermissionArn: r')),
    'a group that is kept for ever': lines(logGroup('{ KmsKeyId: k }'), flowLog('LogGroupName: !Ref LG, DeliverLogsPermissionArn: r')),
    'nobody who may deliver': lines(logGroup('{ KmsKeyId: k, RetentionInDays: 365 }'), flowLog('LogGroupName: !Ref LG')),
    'no destination': flowLog('ResourceId: v'),
  },
  unknown: { 'a group outside the template': flowLog('LogGroupName: flow, DeliverLogsPermissionArn: r'), 'a bucket outside the template': flowLog('LogDestinationType: s3, LogDestination: "arn:aws:s3:::logs"'), 'a kind that nobody tells': open(flowLog('LogDestinationType: !Ref P')) },
});

ruleCases(vpcDefaultSecurityGroupClosed, {
  pass: {},
  fail: { 'nothing that closes it': NETWORK, 'something placed in it': lines(NETWORK, resource('F', 'AWS::Lambda::Function', '{ VpcConfig: { SecurityGroupIds: [!GetAtt V.DefaultSecurityGroup] } }')) },
  unknown: { 'a custom resource that is handed it': lines(NETWORK, resource('X', 'Custom::Whatever', '{ ServiceToken: t, Group: !GetAtt V.DefaultSecurityGroup }')) },
});

ruleCases(vpcWithoutInternetAccess, {
  pass: { 'no gateway': NETWORK, 'a VPN gateway': lines(NETWORK, resource('A', 'AWS::EC2::VPCGatewayAttachment', '{ VpcId: !Ref V, VpnGatewayId: vgw-1 }')), 'a private NAT gateway': lines(NETWORK, resource('N', 'AWS::EC2::NatGateway', '{ SubnetId: !Ref S, ConnectivityType: private }')) },
  fail: {
    'an internet gateway': lines(NETWORK, resource('A', 'AWS::EC2::VPCGatewayAttachment', '{ VpcId: !Ref V, InternetGatewayId: igw-1 }')),
    'a NAT gateway in a subnet of it': lines(NETWORK, resource('N', 'AWS::EC2::NatGateway', '{ SubnetId: !Ref S, AllocationId: a }')),
    'an egress-only gateway': lines(NETWORK, resource('E', 'AWS::EC2::EgressOnlyInternetGateway', '{ VpcId: !Ref V }')),
  },
  unknown: { 'a gateway of a VPC that nobody tells': open(NETWORK, resource('A', 'AWS::EC2::VPCGatewayAttachment', '{ VpcId: !Ref P, InternetGatewayId: igw-1 }')) },
});

ruleCases(vpcDnsFirewallAssociated, {
  pass: { 'a rule group': lines(NETWORK, resource('A', 'AWS::Route53Resolver::FirewallRuleGroupAssociation', '{ VpcId: !Ref V, FirewallRuleGroupId: g, Priority: 101 }')) },
  fail: { 'no rule group': NETWORK, 'an association of nothing': lines(NETWORK, resource('A', 'AWS::Route53Resolver::FirewallRuleGroupAssociation', '{ VpcId: !Ref V, Priority: 101 }')) },
  unknown: { 'an association of a VPC that nobody tells': open(NETWORK, resource('A', 'AWS::Route53Resolver::FirewallRuleGroupAssociation', '{ VpcId: !Ref P, FirewallRuleGroupId: g }')) },
});

ruleCases(vpcDnsQueriesLogged, {
  pass: {
    'a configuration of the template': lines(NETWORK, resource('Q', 'AWS::Route53Resolver::ResolverQueryLoggingConfig', '{ DestinationArn: a }'), resource('A', 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', '{ ResourceId: !Ref V, ResolverQueryLogConfigId: !GetAtt Q.Id }')),
    'a configuration elsewhere': lines(NETWORK, resource('A', 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', '{ ResourceId: !Ref V, ResolverQueryLogConfigId: rqlc-1 }')),
  },
  fail: { nothing: NETWORK, 'a configuration without destination': lines(NETWORK, resource('Q', 'AWS::Route53Resolver::ResolverQueryLoggingConfig'), resource('A', 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', '{ ResourceId: !Ref V, ResolverQueryLogConfigId: !Ref Q }')) },
  unknown: { 'an association of what nobody tells': open(NETWORK, resource('A', 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', '{ ResourceId: !Ref P, ResolverQueryLogConfigId: c }')) },
});

ruleCases(vpcDnsForEndpoints, {
  pass: { 'both on': lines(vpc('{ EnableDnsHostnames: true, EnableDnsSupport: "true" }'), endpoint), 'support left out, which is on': lines(vpc('{ EnableDnsHostnames: true }'), endpoint) },
  fail: { 'host names off': lines(vpc('{ EnableDnsSupport: true }'), endpoint), 'support off': lines(vpc('{ EnableDnsHostnames: true, EnableDnsSupport: false }'), endpoint) },
  unknown: { 'host names that nobody tells': open(vpc('{ EnableDnsHostnames: !Ref P }'), endpoint) },
  skip: { 'no interface endpoints': NETWORK },
});

ruleCases(vpcBlockPublicAccessOn, {
  pass: { 'both ways': resource('B', 'AWS::EC2::VPCBlockPublicAccessOptions', '{ InternetGatewayBlockMode: block-bidirectional }'), 'an exemption outwards': resource('B', 'AWS::EC2::VPCBlockPublicAccessExclusion', '{ InternetGatewayExclusionMode: allow-egress }') },
  fail: { off: resource('B', 'AWS::EC2::VPCBlockPublicAccessOptions', '{ InternetGatewayBlockMode: "off" }'), 'an exemption both ways': resource('B', 'AWS::EC2::VPCBlockPublicAccessExclusion', '{ InternetGatewayExclusionMode: allow-bidirectional }') },
  unknown: { 'a mode that nobody tells': open(resource('B', 'AWS::EC2::VPCBlockPublicAccessOptions', '{ InternetGatewayBlockMode: !Ref P }')) },
});

ruleCases(vpcPeeringWithinAccount, {
  pass: { 'no owner': resource('P', 'AWS::EC2::VPCPeeringConnection', '{ VpcId: a, PeerVpcId: b }'), 'the own account': resource('P', 'AWS::EC2::VPCPeeringConnection', '{ VpcId: a, PeerVpcId: b, PeerOwnerId: !Ref AWS::AccountId }') },
  fail: { 'another account': resource('P', 'AWS::EC2::VPCPeeringConnection', '{ VpcId: a, PeerVpcId: b, PeerOwnerId: "111122223333" }') },
  unknown: { 'an owner that nobody tells': open(resource('X', 'AWS::EC2::VPCPeeringConnection', '{ VpcId: a, PeerVpcId: b, PeerOwnerId: !Ref P }')) },
});
