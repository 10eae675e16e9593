import { BASE, group, instance, judges } from './cases';

const INNER = `${BASE}${group('FromLink', { in: '{ IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Linked }' })}${group('Linked', {})}${instance('App', 'Private', 'Behind')}
${group('Behind', { in: '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref FromLink }' })}
  Alb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: internal, Subnets: [!Ref Private], SecurityGroups: [!Ref FromLink] } }
  Front: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref Alb, Port: 443, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }] } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: !Ref Vpc, Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref App }] } }
  Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: l, SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Linked] } }
`;
const REST = (more = ''): string => `  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: a${more} } }\n`;
const method = (integration: string): string => `  Method: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { ${integration} } } }\n`;
const PRIVATE = "Type: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, IntegrationTarget: !Ref Alb, Uri: 'https://alb.example.com/x'";
const FUNCTION = "  Fn: { Type: 'AWS::Lambda::Function', Properties: { Handler: i.h } }\n  Idle: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: !Sub '${AWS::StackName}-idle' } }\n";
const INVOKE = "!Sub 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations'";

describe('API Gateway', () => {
  judges('a REST API with a private integration', `${INNER}${REST()}${method(PRIVATE)}`, [
    ['internet -> Api', 'refuted'],
    ['internet -> App', 'refuted'],
    ['internet -> Alb', 'refuted'],
    ['App -> internet', 'proved'],
  ]);
  judges('no method leads there', `${INNER}${REST()}`, [['internet -> App', 'proved'], ['internet -> Link', 'proved']]);
  judges('a port that the balancer does not listen on', `${INNER}${REST()}${method(PRIVATE.replace('https:', 'http:'))}`, [['internet -> App', 'proved']]);
  judges('a private API', `${INNER}${REST(', EndpointConfiguration: { Types: [PRIVATE] }')}${method(PRIVATE)}
  Vpce: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: Interface, VpcId: !Ref Vpc, ServiceName: com.amazonaws.eu-central-1.execute-api, SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open] } }
${instance('Client', 'Public', 'Open')}`, [['internet -> Api', 'proved'], ['internet -> App', 'proved'], ['Client -> App', 'refuted']]);
  judges('an endpoint type that is a parameter', `${INNER}${REST(', EndpointConfiguration: { Types: [!Ref Kind] }')}${method(PRIVATE)}`, [['internet -> App', 'unknown EndpointTypeNotTold']], {}, 'Parameters: { Kind: { Type: String } }');
  judges('the built-in endpoint switched off, without a domain', `${INNER}${REST(', DisableExecuteApiEndpoint: true')}${method(PRIVATE)}`, [['internet -> App', 'proved']]);
  judges('the built-in endpoint switched off, with a domain', `${INNER}${REST(', DisableExecuteApiEndpoint: true')}${method(PRIVATE)}  Mapped: { Type: 'AWS::ApiGateway::BasePathMapping', Properties: { DomainName: api.example.com, RestApiId: !Ref Api } }`, [['internet -> App', 'refuted']]);

  judges('a REST API over a link to a network load balancer', `${BASE}${group('Inside', { in: '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/16 }' })}${instance('App', 'Private', 'Inside')}
  Nlb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: network, Scheme: internal, Subnets: [!Ref Private] } }
  Front: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref Nlb, Port: 80, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }] } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: !Ref Vpc, Port: 8080, Protocol: TCP, TargetType: ip, Targets: [{ Id: !GetAtt App.PrivateIp }] } }
  Link: { Type: 'AWS::ApiGateway::VpcLink', Properties: { Name: l, TargetArns: [!Ref Nlb] } }
${REST()}${method("Type: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, Uri: !Sub 'http://${Nlb.DNSName}/'")}`, [['internet -> App', 'refuted'], ['internet -> App tcp 22', 'proved']]);

  const HTTP = "  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: a, ProtocolType: HTTP } }\n";
  judges('an HTTP API with a private integration by its listener', `${INNER}${HTTP}  Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, IntegrationUri: !Ref Front, PayloadFormatVersion: '1.0' } }`, [['internet -> App', 'refuted']]);
  judges('a link from outside the templates', `${INNER}${HTTP}  Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: abc123, IntegrationUri: !Ref Front } }`, [['internet -> App', 'unknown VpcLinkOutsideTemplates']]);
  judges('an OpenAPI body', `${INNER}  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body: { openapi: 3.0.1, paths: { /x: { get: { x-amazon-apigateway-integration: { type: http_proxy, connectionType: VPC_LINK, connectionId: !Ref Link, uri: !Ref Front } } } } } } }`, [['internet -> App', 'refuted']]);
  judges('a definition in another file', `${INNER}  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { BodyS3Location: { Bucket: b, Key: k } } }`, [['internet -> App', 'unknown ApiDefinitionNotTold']]);

  judges('functions behind methods and integrations', `${BASE}${FUNCTION}${REST()}${method(`Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: ${INVOKE}`)}`, [['internet -> Fn', 'refuted'], ['internet -> Idle', 'proved']]);
  judges('an alias of a function', `${BASE}${FUNCTION}${HTTP}  Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: !Ref Fn, FunctionVersion: '1', Name: live } }
  Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !Ref Live } }`, [['internet -> Fn', 'refuted'], ['internet -> Idle', 'proved']]);
});

judges('a GraphQL API', `${BASE}${FUNCTION}  Graph: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: g, AuthenticationType: AWS_IAM } }
  Source: { Type: 'AWS::AppSync::DataSource', Properties: { ApiId: !GetAtt Graph.ApiId, Name: s, Type: AWS_LAMBDA, LambdaConfig: { LambdaFunctionArn: !GetAtt Fn.Arn } } }
  Hidden: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: h, AuthenticationType: AWS_IAM, Visibility: PRIVATE } }`, [['internet -> Fn', 'refuted'], ['internet -> Hidden', 'proved'], ['internet -> Idle', 'proved']]);

describe('Lambda', () => {
  const IN = "  In: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open] } } }\n";
  judges('in a VPC and outside of one', `${BASE}${FUNCTION}${IN}${instance('Server', 'Private', 'Open')}${instance('Web', 'Public', 'Open')}`, [
    ['Fn -> internet', 'refuted'],
    ['In -> internet', 'proved'],
    ['internet -> Fn', 'proved'],
    ['In -> Server tcp 443', 'refuted'],
    ['Fn -> Server', 'proved'],
    ['Fn -> Web', 'refuted'],
    ['internet -> In', 'proved'],
  ]);
  judges('in a public subnet it still has no public address', `${BASE}  In: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: [!Ref Public], SecurityGroupIds: [!Ref Open] } } }`, [['In -> internet', 'proved NoPublicAddress']]);
  judges('function URLs', `${BASE}${FUNCTION}  Url: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: !GetAtt Fn.Arn, AuthType: AWS_IAM } }`, [['internet -> Fn', 'refuted ClosedWithout'], ['internet -> Idle', 'proved']]);
  judges('a VPC configuration that is not told', `${BASE}  Fn: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: !Ref Subnets, SecurityGroupIds: [!Ref Closed] } } }
  Far: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: !Ref Subnets, SecurityGroupIds: !Ref Groups } } }`, [
    ['Fn -> internet', 'proved'],
    ['Far -> internet', 'unknown'],
  ], {}, "Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }, Groups: { Type: 'List<AWS::EC2::SecurityGroup::Id>' } }");
});

describe('fronts', () => {
  judges('a distribution before a public load balancer', `${INNER.replace('Scheme: internal, Subnets: [!Ref Private], SecurityGroups: [!Ref FromLink]', 'Subnets: [!Ref Public], SecurityGroups: [!Ref Open]')}
  Cdn: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Enabled: true, Origins: [{ Id: o, DomainName: !GetAtt Alb.DNSName, CustomOriginConfig: { OriginProtocolPolicy: https-only } }] } } }`, [['internet -> Cdn', 'refuted'], ['internet -> Alb', 'refuted'], ['Cdn -> Alb', 'refuted']]);
  judges('a distribution with a private origin', `${INNER}  Origin: { Type: 'AWS::CloudFront::VpcOrigin', Properties: { VpcOriginEndpointConfig: { Arn: !Ref Alb, Name: o, OriginProtocolPolicy: https-only } } }
  Cdn: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Enabled: true, Origins: [{ Id: o, DomainName: !GetAtt Alb.DNSName, VpcOriginConfig: { VpcOriginId: !GetAtt Origin.Id } }] } } }`, [['internet -> Alb', 'unknown PrivateOriginAsksGroups']]);
  judges('an accelerator before an internal load balancer', `${INNER}  Accelerated: { Type: 'AWS::GlobalAccelerator::EndpointGroup', Properties: { ListenerArn: x, EndpointGroupRegion: eu-central-1, EndpointConfigurations: [{ EndpointId: !Ref Alb }] } }`, [['internet -> Alb', 'unknown AcceleratorAsksGroups']]);
});
