import { BASE, group, instance, judges } from './cases';

const endpoint = (id: string, service: string, more: string): string => `  ${id}: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: !Ref Vpc, ServiceName: ${service}, ${more} } }\n`;
const FAR = `
  Far: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.9.0.0/16 } }
  FarSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Far, CidrBlock: 10.9.1.0/24 } }
${group('FarOpen', { in: '{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.9.0.0/16 }' }, 'Far')}${instance('Server', 'FarSubnet', 'FarOpen')}`;
const BALANCER = (more = ''): string => `
  Nlb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: network, Scheme: internal, Subnets: [!Ref FarSubnet]${more} } }
  Front: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref Nlb, Port: 443, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }] } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: !Ref Far, Port: 80, Protocol: TCP, TargetType: ip, Targets: [{ Id: !GetAtt Server.PrivateIp, Port: 80 }] } }
  Offer: { Type: 'AWS::EC2::VPCEndpointService', Properties: { NetworkLoadBalancerArns: [!Ref Nlb] } }
  Offer2: { Type: 'AWS::EC2::VPCEndpointService', Properties: { NetworkLoadBalancerArns: [!Ref Other] } }
  Other: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: network, Scheme: internal, Subnets: [!Ref FarSubnet] } }
`;
const SERVICE = "!Sub 'com.amazonaws.vpce.${AWS::Region}.${Offer}'";

judges('interface endpoints', `${BASE}${group('Endpoint', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.2.0/24 }' })}
${endpoint('Kms', "!Sub 'com.amazonaws.${AWS::Region}.kms'", 'VpcEndpointType: Interface, SubnetIds: [!Ref Public], SecurityGroupIds: [!Ref Endpoint], PrivateDnsEnabled: true')}
${instance('Job', 'Private', 'Open')}${instance('Shut', 'Private', 'Closed')}${instance('Web', 'Public', 'Open')}`, [
  ['Job -> service:kms', 'refuted'],
  ['Job -> service:com.amazonaws.eu-central-1.kms', 'refuted'],
  ['Job -> Kms tcp 443', 'refuted'],
  ['Shut -> service:kms', 'proved'],
  ['Web -> service:kms', 'proved'],
  ['internet -> Kms', 'proved'],
  ['Job -> service:sqs', 'not-applicable'],
]);

judges('an endpoint without groups has the default one', `${BASE}${endpoint('Kms', 'com.amazonaws.eu-central-1.kms', 'VpcEndpointType: Interface, SubnetIds: [!Ref Private]')}${instance('Job', 'Private', 'Open')}`, [['Job -> service:kms', 'proved']]);

judges('gateway endpoints are routes', `${BASE}
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: !Ref Vpc } }
  Routed: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: !Ref Private, RouteTableId: !Ref Table } }
${endpoint('S3', 'com.amazonaws.eu-central-1.s3', 'RouteTableIds: [!Ref Table]')}${instance('Job', 'Private', 'Open')}${instance('Web', 'Public', 'Open')}${instance('Shut', 'Private', 'Closed')}
  Bucket: { Type: 'AWS::S3::Bucket' }`, [
  ['Job -> service:s3', 'refuted'],
  ['Job -> internet', 'proved'],
  ['Shut -> service:s3', 'proved'],
  ['Web -> service:s3', 'proved NoRoute'],
  ['internet -> Job', 'proved'],
  ['Job -> Bucket', 'unknown NotDecidedByTheNetwork'],
  ['internet -> Bucket', 'unknown NotDecidedByTheNetwork'],
  ['internet -> Nobody', 'unknown NoSuchEndpoint'],
]);

judges('a private link leads to the balancer of its own service only, and to what stands behind it', `${BASE}${FAR}${BALANCER()}${endpoint('Link', SERVICE, 'VpcEndpointType: Interface, SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open]')}${instance('Job', 'Public', 'Open')}`, [
  ['Job -> Server', 'refuted'],
  ['Job -> Server tcp 80', 'refuted'],
  ['Job -> Server tcp 22', 'proved'],
  ['Job -> Nlb', 'refuted'],
  ['Job -> Other', 'proved'],
  ['internet -> Server', 'proved'],
]);

judges('groups of the balancer may ask about private links', `${BASE}${FAR}${BALANCER(', SecurityGroups: [!Ref FarOpen]')}${endpoint('Link', SERVICE, 'VpcEndpointType: Interface, SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open]')}${instance('Job', 'Public', 'Open')}`, [
  ['Job -> Nlb', 'unknown GroupsMayGuardPrivateLink'],
]);

judges('unless they are told not to', `${BASE}${FAR}${BALANCER(', SecurityGroups: [!Ref FarOpen], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off"')}${endpoint('Link', SERVICE, 'VpcEndpointType: Interface, SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open]')}${instance('Job', 'Public', 'Open')}`, [
  ['Job -> Nlb', 'refuted'],
]);
