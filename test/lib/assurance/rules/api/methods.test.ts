import { apiAuthorizerBound } from '../../../../../lib/assurance/rules/api/api-authorizer-bound';
import { apiIntegrationBounded } from '../../../../../lib/assurance/rules/api/api-integration-bounded';
import { apiIntegrationEncrypted } from '../../../../../lib/assurance/rules/api/api-integration-encrypted';
import { apiMethodAuthorized } from '../../../../../lib/assurance/rules/api/api-method-authorized';
import { apiMethodMetered } from '../../../../../lib/assurance/rules/api/api-method-metered';
import { apiMethodModelled } from '../../../../../lib/assurance/rules/api/api-method-modelled';
import { apiMethodModelsEveryType } from '../../../../../lib/assurance/rules/api/api-method-models-every-type';
import { apiMethodScoped } from '../../../../../lib/assurance/rules/api/api-method-scoped';
import { apiMethodValidated } from '../../../../../lib/assurance/rules/api/api-method-validated';
import { graphqlApiAuthorized } from '../../../../../lib/assurance/rules/api/graphql-api-authorized';
import { httpApiRouteAuthorized } from '../../../../../lib/assurance/rules/api/http-api-route-authorized';
import { requestValidatorComplete } from '../../../../../lib/assurance/rules/api/request-validator-complete';
import { ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const method = (properties: string, verb = 'POST'): string => resource('M', 'AWS::ApiGateway::Method', `{ RestApiId: !Ref A, HttpMethod: ${verb}, ${properties} }`);
const API = resource('A', 'AWS::ApiGateway::RestApi', '{ Name: a }');
const authorizer = (type: string): string => resource('Z', 'AWS::ApiGateway::Authorizer', `{ Type: ${type}, RestApiId: !Ref A, ProviderARNs: [p], IdentitySource: method.request.header.Authorization }`);
const validator = (body: string, parameters = 'true'): string => resource('W', 'AWS::ApiGateway::RequestValidator', `{ RestApiId: a, ValidateRequestBody: ${body}, ValidateRequestParameters: ${parameters} }`);

ruleCases(apiMethodAuthorized, {
  pass: {
    IAM: method('AuthorizationType: AWS_IAM'), 'a user pool': lines(authorizer('COGNITO_USER_POOLS'), method('AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref Z')),
    'a function': lines(authorizer('REQUEST'), method('AuthorizationType: CUSTOM, AuthorizerId: !Ref Z')), 'an authorizer elsewhere': method('AuthorizationType: CUSTOM, AuthorizerId: abc123'),
    'what browsers ask first': method('AuthorizationType: NONE', 'OPTIONS'), 'an answer that stands in the template': method('AuthorizationType: NONE, Integration: { Type: MOCK }', 'GET'),
  },
  fail: {
    none: method('AuthorizationType: NONE'), 'nothing said, but a key': method('ApiKeyRequired: true'), 'no authorizer': method('AuthorizationType: CUSTOM'),
    'an authorizer of another kind': lines(authorizer('TOKEN'), method('AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref Z')),
    'OPTIONS that is passed on as something else': method('AuthorizationType: NONE, Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: POST }', 'OPTIONS'),
    'one branch': open(method('AuthorizationType: !If [C, AWS_IAM, NONE]')),
  },
  unknown: { 'a type that nobody tells': open(method('AuthorizationType: !Ref P')), 'a method that may be OPTIONS': open(method('AuthorizationType: NONE', '!Ref P')) },
});

ruleCases(apiMethodScoped, {
  pass: { 'a scope': method('AuthorizationType: COGNITO_USER_POOLS, AuthorizationScopes: [api/invoke]'), 'a scope of a route': resource('R', 'AWS::ApiGatewayV2::Route', '{ AuthorizationType: JWT, AuthorizationScopes: [api/invoke] }') },
  fail: { 'no scope': method('AuthorizationType: COGNITO_USER_POOLS'), 'no scope of a route': resource('R', 'AWS::ApiGatewayV2::Route', '{ AuthorizationType: JWT, AuthorizationScopes: [] }') },
  unknown: { 'scopes that nobody tells': open(method('AuthorizationType: COGNITO_USER_POOLS, AuthorizationScopes: !Ref L')), 'a type that nobody tells': open(method('AuthorizationType: !Ref P')) },
  skip: { IAM: method('AuthorizationType: AWS_IAM') },
});

ruleCases(apiAuthorizerBound, {
  pass: {
    'a user pool': authorizer('COGNITO_USER_POOLS'), 'a function that sees the whole request': resource('Z', 'AWS::ApiGateway::Authorizer', '{ Type: REQUEST, AuthorizerUri: u, AuthorizerResultTtlInSeconds: 0 }'),
    'an issuer': resource('Z', 'AWS::ApiGatewayV2::Authorizer', '{ AuthorizerType: JWT, JwtConfiguration: { Issuer: !Sub "https://${AWS::Region}", Audience: [a] } }'),
  },
  fail: {
    'no user pool': resource('Z', 'AWS::ApiGateway::Authorizer', '{ Type: COGNITO_USER_POOLS, IdentitySource: i }'), 'no place of the token': resource('Z', 'AWS::ApiGateway::Authorizer', '{ Type: TOKEN, AuthorizerUri: u }'),
    'no audience': resource('Z', 'AWS::ApiGatewayV2::Authorizer', '{ AuthorizerType: JWT, JwtConfiguration: { Issuer: "https://i" } }'), 'an issuer in the clear': resource('Z', 'AWS::ApiGatewayV2::Authorizer', '{ AuthorizerType: JWT, JwtConfiguration: { Issuer: "http://i", Audience: [a] } }'),
  },
  unknown: { 'a kind that nobody tells': open(resource('Z', 'AWS::ApiGateway::Authorizer', '{ Type: !Ref P }')), 'user pools that nobody tells': open(resource('Z', 'AWS::ApiGateway::Authorizer', '{ Type: COGNITO_USER_POOLS, IdentitySource: i, ProviderARNs: !Ref L }')) },
});

const route = (properties: string): string => resource('R', 'AWS::ApiGatewayV2::Route', `{ ApiId: !Ref H, ${properties} }`);
const http = (protocol: string): string => resource('H', 'AWS::ApiGatewayV2::Api', `{ ProtocolType: ${protocol}, Name: h }`);
ruleCases(httpApiRouteAuthorized, {
  pass: { JWT: lines(http('HTTP'), route('RouteKey: POST /chat, AuthorizationType: JWT, AuthorizerId: z')), 'the connection': lines(http('WEBSOCKET'), route('RouteKey: $connect, AuthorizationType: AWS_IAM')) },
  fail: { nothing: lines(http('HTTP'), route('RouteKey: $default')), 'the connection': lines(http('WEBSOCKET'), route('RouteKey: $connect, AuthorizationType: NONE')), 'no authorizer': lines(http('HTTP'), route('RouteKey: POST /chat, AuthorizationType: JWT')) },
  unknown: { 'a route that nobody tells': open(http('HTTP'), route('RouteKey: !Ref P')), 'a protocol that nobody tells': open(http('!Ref P'), route('RouteKey: send')) },
  skip: { 'a message of a connection': lines(http('WEBSOCKET'), route('RouteKey: send')), preflight: lines(http('HTTP'), route('RouteKey: OPTIONS /chat')) },
});

const graphql = (properties: string): string => resource('G', 'AWS::AppSync::GraphQLApi', properties);
ruleCases(graphqlApiAuthorized, {
  pass: { 'a user pool': graphql('{ AuthenticationType: AMAZON_COGNITO_USER_POOLS }') },
  fail: { 'a key': graphql('{ AuthenticationType: API_KEY }'), 'a key besides': graphql('{ AuthenticationType: AWS_IAM, AdditionalAuthenticationProviders: [{ AuthenticationType: API_KEY }] }') },
  unknown: { 'not told': open(graphql('{ AuthenticationType: !Ref P }')) },
});

ruleCases(requestValidatorComplete, {
  pass: { both: validator('true') },
  fail: { 'no body': validator('false'), 'no parameters': validator('true', 'false'), 'nothing said': resource('W', 'AWS::ApiGateway::RequestValidator', '{ RestApiId: a }') },
  unknown: { 'not told': open(validator('!Ref P')) },
});

ruleCases(apiMethodValidated, {
  pass: { 'body and parameters': lines(validator('true'), method('RequestValidatorId: !Ref W')) },
  fail: { none: method('ApiKeyRequired: true'), 'no body': lines(validator('false'), method('RequestValidatorId: !Ref W')), 'no parameters of a read': lines(validator('true', 'false'), method('RequestValidatorId: !Ref W', 'GET')) },
  unknown: { 'a validator elsewhere': method('RequestValidatorId: abc'), 'a validator whose body check is not told': open(validator('!Ref P'), method('RequestValidatorId: !Ref W')) },
  skip: { 'what browsers ask first': method('ApiKeyRequired: false', 'OPTIONS') },
});

ruleCases(apiMethodModelled, {
  pass: { 'a model': method('RequestModels: { application/json: M1 }') },
  fail: { none: method('ApiKeyRequired: true'), 'the one that takes anything': method('RequestModels: { application/json: Empty }', 'ANY') },
  unknown: { 'models that nobody tells': open(method('RequestModels: !Ref L')), 'a method that nobody tells': open(method('ApiKeyRequired: true', '!Ref P')) },
  skip: { 'a read': method('ApiKeyRequired: true', 'GET') },
});

ruleCases(apiMethodModelsEveryType, {
  pass: { 'a model for the rest': method('RequestModels: { application/json: M1, $default: M1 }'), 'other types refused': method('RequestModels: { application/json: M1 }, Integration: { Type: AWS, PassthroughBehavior: NEVER }') },
  fail: { 'one type': method('RequestModels: { application/json: M1 }'), 'a proxy, which passes on': method('RequestModels: { application/json: M1 }, Integration: { Type: HTTP_PROXY, PassthroughBehavior: NEVER }') },
  unknown: { 'models that nobody tells': open(method('RequestModels: !Ref L')), 'behaviour that nobody tells': open(method('RequestModels: { application/json: M1 }, Integration: { Type: AWS, PassthroughBehavior: !Ref P }')) },
  skip: { 'no models': method('ApiKeyRequired: true') },
});

const plan = resource('U', 'AWS::ApiGateway::UsagePlan', '{ ApiStages: [{ ApiId: !Ref A, Stage: live }] }');
ruleCases(apiMethodMetered, {
  pass: { 'a key': lines(API, plan, method('ApiKeyRequired: true')) },
  fail: { 'no key': lines(API, plan, method('AuthorizationType: AWS_IAM')) },
  unknown: { 'a plan of an API that nobody tells': open(API, resource('U', 'AWS::ApiGateway::UsagePlan', '{ ApiStages: [{ ApiId: !Ref P, Stage: live }] }'), method('ApiKeyRequired: false')) },
  skip: { 'no plan': lines(API, method('ApiKeyRequired: false')), 'a plan of another API': lines(API, resource('A2', 'AWS::ApiGateway::RestApi'), resource('U', 'AWS::ApiGateway::UsagePlan', '{ ApiStages: [{ ApiId: !Ref A2, Stage: live }] }'), method('ApiKeyRequired: false')) },
});

const integration = (properties: string): string => method(`Integration: { ${properties} }`);
ruleCases(apiIntegrationEncrypted, {
  pass: { https: integration('Type: HTTP_PROXY, Uri: !Sub "https://${P}/v1"'), 'a named server behind a link': resource('I', 'AWS::ApiGatewayV2::Integration', '{ IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, IntegrationUri: !ImportValue listener, TlsConfig: { ServerNameToVerify: s } }') },
  fail: {
    http: integration('Type: HTTP, Uri: "http://internal/v1"'), 'a certificate that nobody checks': integration('Type: HTTP_PROXY, Uri: "https://internal/v1", TlsConfig: { InsecureSkipVerification: true }'),
    'nobody named behind a link': resource('I', 'AWS::ApiGatewayV2::Integration', '{ IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, IntegrationUri: l }'), 'http of a route': resource('I', 'AWS::ApiGatewayV2::Integration', '{ IntegrationType: HTTP_PROXY, IntegrationUri: "http://x" }'),
  },
  unknown: { 'an address that nobody tells': open(integration('Type: HTTP_PROXY, Uri: !Ref P')), 'a type that nobody tells': open(integration('Type: !Ref P, Uri: "http://x"')) },
  skip: { 'a function': integration('Type: AWS_PROXY, Uri: u') },
});

ruleCases(apiIntegrationBounded, {
  pass: { 'nothing said': integration('Type: AWS_PROXY'), 'a streamed answer': integration('Type: HTTP_PROXY, ResponseTransferMode: STREAM, TimeoutInMillis: 300000'), 'a route': resource('I', 'AWS::ApiGatewayV2::Integration', '{ TimeoutInMillis: 30000 }') },
  fail: { 'a buffered answer that may take minutes': integration('Type: HTTP_PROXY, TimeoutInMillis: 300000') },
  unknown: { 'not told': open(integration('Type: HTTP_PROXY, TimeoutInMillis: !Ref N')) },
  skip: { 'a mock': integration('Type: MOCK') },
});
