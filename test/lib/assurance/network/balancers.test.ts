import { BASE, group, instance, judges } from './cases';

const balancer = (id: string, more: string): string => `  ${id}: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { ${more} } }\n`;
const listener = (id: string, of: string, port: number, actions: string, protocol = 'HTTPS'): string => `  ${id}: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref ${of}, Port: ${String(port)}, Protocol: ${protocol}, DefaultActions: [${actions}] } }\n`;
const targets = (id: string, more: string): string => `  ${id}: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: !Ref Vpc, ${more} } }\n`;
const forward = (id: string): string => `{ Type: forward, TargetGroupArn: !Ref ${id} }`;
const FROM_FRONT = group('FromFront', { in: '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !GetAtt Open.GroupId }' });
const APP = `${BASE}${FROM_FRONT}${instance('App', 'Private', 'FromFront')}${instance('Idle', 'Private', 'FromFront')}`;

judges('an application load balancer', `${APP}${balancer('Alb', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, forward('Targets'))}${targets('Targets', 'Port: 8080, Protocol: HTTP, TargetType: instance, Targets: [{ Id: !Ref App }]')}`, [
  ['internet -> App', 'refuted'],
  ['internet -> App tcp 8080', 'refuted'],
  ['internet -> App tcp 443', 'proved'],
  ['internet -> Idle', 'proved'],
  ['internet -> Alb', 'refuted'],
  ['internet -> Alb tcp 80', 'proved'],
  ['Alb -> internet', 'proved SendsOnlyToItsTargets'],
]);

judges('nobody listens', `${APP}${balancer('Alb', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 8443, forward('Targets'))}${targets('Targets', 'Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref App }]')}`, [
  ['internet -> App', 'proved'],
  ['internet -> Alb', 'proved'],
]);

judges('an internal one', `${APP}${balancer('Alb', 'Scheme: internal, Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, forward('Targets'))}${targets('Targets', 'Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref App }]')}${instance('Near', 'Private', 'Open')}`, [
  ['internet -> App', 'proved'],
  ['Near -> App', 'refuted'],
]);

judges('listener rules, weighted groups, and answers without a target', `${APP}${balancer('Alb', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, '{ Type: fixed-response, FixedResponseConfig: { StatusCode: "404" } }')}
  Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn: !Ref Front, Priority: 1, Conditions: [], Actions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Targets, Weight: 1 }] } }] } }
${targets('Targets', 'Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref App }]')}${targets('Unused', 'Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref Idle }]')}`, [
  ['internet -> App', 'refuted'],
  ['internet -> Idle', 'proved'],
  ['internet -> Alb', 'refuted'],
]);

judges('a scheme that is a parameter', `${APP}${balancer('Alb', 'Scheme: !Ref Scheme, Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, forward('Targets'))}${targets('Targets', 'Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref App }]')}`, [
  ['internet -> App', 'unknown SchemeNotTold'],
], {}, 'Parameters: { Scheme: { Type: String } }');

judges('a target group from outside may hold anything', `${APP}${balancer('Alb', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, '{ Type: forward, TargetGroupArn: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/x/1" }')}`, [['internet -> App', 'unknown TargetGroupOutsideTemplates']]);

const NLB = `${BASE}${group('Clients', { in: '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 198.51.100.0/24 }' })}${group('Inner', { in: '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/16 }' })}
${instance('ByClient', 'Private', 'Clients')}${instance('ByBalancer', 'Private', 'Inner')}${balancer('Nlb', 'Type: network, Scheme: internet-facing, Subnets: [!Ref Public]')}${listener('Front', 'Nlb', 443, forward('ByInstance'), 'TCP')}${listener('Second', 'Nlb', 444, forward('ByAddress'), 'TCP')}
${targets('ByInstance', 'Port: 8080, Protocol: TCP, TargetType: instance, Targets: [{ Id: !Ref ByClient }]')}${targets('ByAddress', 'Port: 8080, Protocol: TCP, TargetType: ip, Targets: [{ Id: !GetAtt ByBalancer.PrivateIp }]')}`;
judges('a network load balancer keeps the client\'s address for instances, not for addresses', NLB, [
  ['198.51.100.7 -> ByClient', 'refuted'],
  ['203.0.113.7 -> ByClient', 'proved'],
  ['203.0.113.7 -> ByBalancer', 'refuted'],
  ['internet -> Nlb tcp 443', 'refuted'],
  ['internet -> Nlb tcp 22', 'proved'],
]);

judges('a network load balancer with groups asks them', `${NLB.replace('Subnets: [!Ref Public] } }', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Closed] } }')}`, [['internet -> Nlb', 'proved'], ['internet -> ByBalancer', 'proved']]);

judges('a gateway load balancer is never a door', `${BASE}${balancer('Gwlb', 'Type: gateway, Subnets: [!Ref Public]')}`, [['internet -> Gwlb', 'proved']]);

judges('a classic load balancer', `${BASE}${group('Back', { in: '{ IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref Open }' })}${instance('App', 'Private', 'Back')}
  Old: { Type: 'AWS::ElasticLoadBalancing::LoadBalancer', Properties: { Subnets: [!Ref Public], SecurityGroups: [!Ref Open], Instances: [!Ref App], Listeners: [{ LoadBalancerPort: '443', InstancePort: '80', Protocol: HTTPS }] } }`, [
  ['internet -> App', 'refuted'],
  ['internet -> App tcp 443', 'proved'],
]);

judges('a classic load balancer that is internal', `${BASE}  Old: { Type: 'AWS::ElasticLoadBalancing::LoadBalancer', Properties: { Scheme: internal, Subnets: [!Ref Public], SecurityGroups: [!Ref Open], Listeners: [{ LoadBalancerPort: '443', InstancePort: '80', Protocol: HTTPS }] } }`, [['internet -> Old', 'proved']]);

judges('a load balancer behind another', `${APP}${balancer('Nlb', 'Type: network, Scheme: internet-facing, Subnets: [!Ref Public]')}${listener('Outer', 'Nlb', 443, forward('ToAlb'), 'TCP')}${targets('ToAlb', 'Port: 443, Protocol: TCP, TargetType: alb, Targets: [{ Id: !Ref Alb }]')}
${balancer('Alb', 'Scheme: internal, Subnets: [!Ref Private], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, forward('Targets'))}${targets('Targets', 'Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref App }]')}`, [['internet -> App', 'refuted'], ['internet -> Idle', 'proved']]);

judges('a function as target', `${BASE}${balancer('Alb', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}${listener('Front', 'Alb', 443, forward('Targets'))}
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: lambda, Targets: [{ Id: !GetAtt Fn.Arn }] } }
  Fn: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Closed] } } }`, [['internet -> Fn', 'refuted'], ['Fn -> internet', 'proved']]);
