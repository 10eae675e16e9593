import { ecsServiceNoPublicAddress } from '../../../../../lib/assurance/rules/network/ecs-service-no-public-address';
import { elasticIpNotOnInstance } from '../../../../../lib/assurance/rules/network/elastic-ip-not-on-instance';
import { instanceInVpc } from '../../../../../lib/assurance/rules/network/instance-in-vpc';
import { instanceNoPublicAddress } from '../../../../../lib/assurance/rules/network/instance-no-public-address';
import { launchTemplateNoPublicAddress } from '../../../../../lib/assurance/rules/network/launch-template-no-public-address';
import { routeNotToInternet } from '../../../../../lib/assurance/rules/network/route-not-to-internet';
import { subnetNoPublicAddresses } from '../../../../../lib/assurance/rules/network/subnet-no-public-addresses';
import { workloadInPrivateSubnet } from '../../../../../lib/assurance/rules/network/workload-in-private-subnet';
import { workloadSecurityGroupNamed } from '../../../../../lib/assurance/rules/network/workload-security-group-named';
import { ruleCases } from '../cases';
import { lines, NETWORK, open, resource } from './write';

const subnet = (properties: string): string => resource('S', 'AWS::EC2::Subnet', properties);
const instance = (properties: string): string => resource('I', 'AWS::EC2::Instance', properties);
const template = (properties: string): string => resource('T', 'AWS::EC2::LaunchTemplate', `{ LaunchTemplateData: ${properties} }`);
const service = (properties: string): string => resource('E', 'AWS::ECS::Service', `{ NetworkConfiguration: { AwsvpcConfiguration: ${properties} } }`);
const route = (properties: string): string => resource('R', 'AWS::EC2::Route', `{ RouteTableId: !Ref RT, ${properties} }`);
const gateway = resource('GW', 'AWS::EC2::InternetGateway');
const PUBLIC = lines(NETWORK, gateway, resource('A', 'AWS::EC2::VPCGatewayAttachment', '{ VpcId: !Ref V, InternetGatewayId: !Ref GW }'), resource('RT', 'AWS::EC2::RouteTable', '{ VpcId: !Ref V }'),
  resource('RA', 'AWS::EC2::SubnetRouteTableAssociation', '{ SubnetId: !Ref S, RouteTableId: !Ref RT }'), route('DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref GW'));

ruleCases(subnetNoPublicAddresses, {
  pass: { 'nothing said': subnet('{ VpcId: v }'), off: subnet('{ MapPublicIpOnLaunch: "false" }') },
  fail: { on: subnet('{ MapPublicIpOnLaunch: true }'), 'one branch': open(subnet('{ MapPublicIpOnLaunch: !If [C, true, false] }')) },
  unknown: { 'not told': open(subnet('{ MapPublicIpOnLaunch: !Ref P }')) },
});

ruleCases(instanceNoPublicAddress, {
  pass: {
    off: instance('{ NetworkInterfaces: [{ SubnetId: s, AssociatePublicIpAddress: false }] }'),
    'a subnet that gives none': lines(NETWORK, instance('{ SubnetId: !Ref S }')),
    'several interfaces, for which EC2 makes none up': instance('{ NetworkInterfaces: [{ SubnetId: s }, { SubnetId: s }] }'),
    'an interface made elsewhere': instance('{ NetworkInterfaces: [{ NetworkInterfaceId: eni-1 }] }'),
  },
  fail: {
    'on at one of two interfaces': instance('{ NetworkInterfaces: [{ SubnetId: s, AssociatePublicIpAddress: false }, { SubnetId: s, AssociatePublicIpAddress: true }] }'),
    'a subnet that gives them': lines(subnet('{ MapPublicIpOnLaunch: true }'), instance('{ SubnetId: !Ref S }')),
  },
  unknown: { 'a subnet outside the template': instance('{ SubnetId: subnet-1 }'), 'interfaces that nobody tells': open(instance('{ NetworkInterfaces: !Ref L }')) },
  skip: { 'no network': instance('{ ImageId: a }') },
});

ruleCases(instanceInVpc, {
  pass: { 'a subnet': instance('{ SubnetId: !ImportValue s }'), 'a subnet of the interface': instance('{ NetworkInterfaces: [{ SubnetId: s }] }') },
  fail: { 'no subnet': instance('{ ImageId: a }'), 'interfaces without': instance('{ NetworkInterfaces: [{ DeviceIndex: 0 }] }'), 'no interfaces': instance('{ NetworkInterfaces: [] }') },
  unknown: { 'interfaces that nobody tells': open(instance('{ NetworkInterfaces: !Ref L }')) },
});

ruleCases(launchTemplateNoPublicAddress, {
  pass: { off: template('{ NetworkInterfaces: [{ AssociatePublicIpAddress: false }] }'), 'off in a configuration': resource('T', 'AWS::AutoScaling::LaunchConfiguration', '{ AssociatePublicIpAddress: false }') },
  fail: {
    'nothing said': template('{ ImageId: a }'), 'no interface': template('{ NetworkInterfaces: [] }'), 'nothing said of the interface': template('{ NetworkInterfaces: [{ DeviceIndex: 0 }] }'),
    on: template('{ NetworkInterfaces: [{ AssociatePublicIpAddress: true }] }'), 'nothing said in a configuration': resource('T', 'AWS::AutoScaling::LaunchConfiguration', '{ ImageId: a }'),
  },
  unknown: { 'not told': open(template('{ NetworkInterfaces: [{ AssociatePublicIpAddress: !Ref P }] }')) },
});

ruleCases(ecsServiceNoPublicAddress, {
  pass: { off: service('{ AssignPublicIp: DISABLED, Subnets: [s] }'), 'nothing said': service('{ Subnets: [s] }') },
  fail: { on: service('{ AssignPublicIp: ENABLED, Subnets: [s] }') },
  unknown: { 'not told': open(service('{ AssignPublicIp: !Ref P }')) },
  skip: { 'no network of its own': resource('E', 'AWS::ECS::Service', '{ Cluster: c }') },
});

ruleCases(elasticIpNotOnInstance, {
  pass: { 'an address by itself': resource('E', 'AWS::EC2::EIP', '{ Domain: vpc }') },
  fail: { 'an instance': resource('E', 'AWS::EC2::EIP', '{ InstanceId: !ImportValue i }'), 'an interface': resource('E', 'AWS::EC2::EIPAssociation', '{ AllocationId: a, NetworkInterfaceId: eni-1 }') },
  unknown: { 'an instance where a list is not told': open(resource('E', 'AWS::EC2::EIP', '{ InstanceId: !Ref L }')) },
});

ruleCases(routeNotToInternet, {
  pass: { 'a private block': lines(gateway, route('DestinationCidrBlock: 192.168.0.0/16, GatewayId: !Ref GW')) },
  fail: {
    everywhere: lines(gateway, route('DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref GW')), 'everywhere over version 6': route('DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: eigw-1'),
    'through a NAT gateway': route('DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1'), 'to half of everywhere': route('DestinationCidrBlock: 0.0.0.0/1, GatewayId: igw-123'),
  },
  unknown: { 'a block that nobody tells': open(route('DestinationCidrBlock: !Ref P, GatewayId: igw-1')), 'a gateway that nobody tells': open(route('DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref P')) },
  skip: { 'a peering': route('DestinationCidrBlock: 0.0.0.0/0, VpcPeeringConnectionId: pcx-1'), 'a VPN gateway': lines(resource('VG', 'AWS::EC2::VPNGateway', '{ Type: ipsec.1 }'), route('DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref VG')) },
});

ruleCases(workloadInPrivateSubnet, {
  pass: { 'a subnet without routes': lines(NETWORK, service('{ Subnets: [!Ref S] }')), 'a database': lines(NETWORK, resource('D', 'AWS::RDS::DBSubnetGroup', '{ SubnetIds: [!GetAtt S.SubnetId] }')) },
  fail: {
    'a service in a public subnet': lines(PUBLIC, service('{ Subnets: [!Ref S] }')), 'a function in a public subnet': lines(PUBLIC, resource('F', 'AWS::Lambda::Function', '{ VpcConfig: { SubnetIds: [!Ref S], SecurityGroupIds: [g] } }')),
    'one public subnet of two': lines(PUBLIC, resource('S2', 'AWS::EC2::Subnet', '{ VpcId: !Ref V, CidrBlock: 10.0.2.0/24 }'), service('{ Subnets: [!Ref S2, !Ref S] }')),
  },
  unknown: { 'a subnet outside the template': service('{ Subnets: [subnet-1] }'), 'subnets that nobody tells': open(service('{ Subnets: !Ref L }')) },
  skip: { 'a function outside of a VPC': resource('F', 'AWS::Lambda::Function', '{ Runtime: nodejs24.x }') },
});

ruleCases(workloadSecurityGroupNamed, {
  pass: {
    'a service': service('{ SecurityGroups: [!ImportValue g] }'), 'a function': resource('F', 'AWS::Lambda::Function', '{ VpcConfig: { SubnetIds: [s], SecurityGroupIds: [g] } }'),
    'a machine by its interface': template('{ NetworkInterfaces: [{ Groups: [g] }] }'), 'a machine by itself': instance('{ SecurityGroupIds: [g] }'),
    'an interface endpoint': resource('E', 'AWS::EC2::VPCEndpoint', '{ VpcEndpointType: Interface, SecurityGroupIds: [g] }'),
  },
  fail: {
    'a service': service('{ Subnets: [s] }'), 'an empty list': service('{ SecurityGroups: [] }'), 'a load balancer': resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', '{ Subnets: [s] }'),
    'an interface endpoint': resource('E', 'AWS::EC2::VPCEndpoint', '{ VpcEndpointType: Interface }'), 'a link': resource('L', 'AWS::ApiGatewayV2::VpcLink', '{ SubnetIds: [s] }'), 'one interface of two': template('{ NetworkInterfaces: [{ Groups: [g] }, { DeviceIndex: 1 }] }'),
  },
  unknown: { 'groups that nobody tells': open(service('{ SecurityGroups: !Ref L }')) },
  skip: { 'a function outside of a VPC': resource('F', 'AWS::Lambda::Function'), 'a gateway endpoint': resource('E', 'AWS::EC2::VPCEndpoint', '{ VpcEndpointType: Gateway }'), 'a network load balancer': resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', '{ Type: network }') },
});
