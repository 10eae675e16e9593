import { App, Duration, RemovalPolicy, Size, Stack, aws_certificatemanager as acm, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { AccountLoggingRole, ApiExposure, EdgeTlsPolicy, InferenceApi } from '../../../constructs/api';
import { ACCESS_LOG_FIELDS } from '../../../constructs/api/api-logs';
import { PlatformIdentity, PlatformScope, type OidcIssuerProps } from '../../../constructs/identity';
import { SecurityGroupRole } from '../../../constructs/network/isolated-network-base';
import { WEAKENING_METADATA } from '../../../constructs/core/justification';
import { ROUTES } from '../../../lib/contract/inference-request';
import { GROUP_IDS, ImportedNetwork, ENV, JUSTIFIED, loadBalancer, ownAuthority, sampleApi } from './fixture';
import { judge } from '../../judge';

/** A template is data of any shape; tests look into it by name. */
type TemplateJson = ReturnType<Template['toJSON']>;

type Resource = { readonly Properties: TemplateJson; readonly DependsOn?: string[]; readonly DeletionPolicy?: string };

const resourcesOf = (template: Template, type: string): Record<string, Resource> => template.findResources(type) as Record<string, Resource>;
const propertiesOf = (template: Template, type: string): Array<TemplateJson> => Object.values(resourcesOf(template, type)).map(({ Properties }) => Properties);
const deploymentId = (stack: Stack): string | undefined => Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'))[0];

describe('by default', () => {
  const { stack, api } = sampleApi();
  const template = Template.fromStack(stack);
  const methods = propertiesOf(template, 'AWS::ApiGateway::Method');
  const stage = propertiesOf(template, 'AWS::ApiGateway::Stage')[0] ?? {};
  const paths = propertiesOf(template, 'AWS::ApiGateway::Resource').map(({ PathPart }) => PathPart as string);

  test('the three packs find nothing', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });

  test('only the named routes exist, and no proxy', () => {
    expect(methods.map(({ HttpMethod, Integration }) => `${HttpMethod} ${new URL(Integration.Uri as string).pathname}`).sort()).toEqual([
      'GET /v1/approvals', 'GET /v1/models', 'POST /v1/approvals', 'POST /v1/chat/completions', 'POST /v1/embeddings', 'POST /v1/vectors/query', 'POST /v1/vectors/upsert',
    ]);
    expect(paths.sort()).toEqual(['approvals', 'chat', 'completions', 'embeddings', 'models', 'query', 'upsert', 'v1', 'vectors']);
  });

  test.each([
    ['/v1/chat/completions', 'inference/invoke'], ['/v1/embeddings', 'inference/embed'], ['/v1/vectors/query', 'vectors/read'],
    ['/v1/vectors/upsert', 'vectors/write'], ['/v1/models', 'models/read'], ['/v1/approvals', 'approvals/decide'],
  ])('%s needs a token of the user pool with the one scope %s', (path, scope) => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: Match.stringLikeRegexp('Authorizer') }, AuthorizationScopes: [scope],
      Integration: { Uri: `https://gateway.example.com:443${path}` },
    });
  });

  test('the authorizer reads the tokens of the identity\'s pool', () => {
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'COGNITO_USER_POOLS', IdentitySource: 'method.request.header.Authorization', ProviderARNs: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('UserPool'), 'Arn'] }],
    });
  });

  test('every method validates, and every one with a body does so whatever content type is named', () => {
    template.hasResourceProperties('AWS::ApiGateway::RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: true });
    for (const method of methods) {
      expect(method.RequestValidatorId).toEqual({ Ref: expect.stringContaining('Validator') });
      expect(method.RequestParameters).toEqual({ 'method.request.header.Authorization': true });
      if (method.HttpMethod === 'POST') {
        expect(Object.keys(method.RequestModels).sort()).toEqual(['$default', 'application/json']);
        expect(method.RequestModels.$default).toEqual(method.RequestModels['application/json']);
      }
    }
  });

  test('every model is a strict draft-4 schema', () => {
    const models = propertiesOf(template, 'AWS::ApiGateway::Model');
    expect(models.map(({ Schema }) => Schema.title as string).sort()).toEqual(['ApprovalDecision', 'ChatCompletion', 'Embedding', 'VectorQuery', 'VectorUpsert']);
    for (const { ContentType } of models) expect(ContentType).toBe('application/json');
    for (const { Schema } of models) expect(Schema).toMatchObject({ $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', additionalProperties: false });
  });

  test('every method and the stage as a whole are throttled, log errors only, and never trace data', () => {
    const settings = stage.MethodSettings as Array<Record<string, unknown>>;
    expect(settings.map(({ HttpMethod, ResourcePath }) => `${HttpMethod as string} ${ResourcePath as string}`).sort()).toEqual([
      '* /*', 'GET /~1v1~1approvals', 'GET /~1v1~1models', 'POST /~1v1~1approvals', 'POST /~1v1~1chat~1completions', 'POST /~1v1~1embeddings', 'POST /~1v1~1vectors~1query', 'POST /~1v1~1vectors~1upsert',
    ]);
    for (const setting of settings) {
      expect(setting).toMatchObject({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100, LoggingLevel: 'ERROR', DataTraceEnabled: false, MetricsEnabled: true, CachingEnabled: false });
    }
  });

  test('the integration goes by VPC link and TLS to the load balancer itself', () => {
    for (const { Integration } of methods) {
      expect(Integration).toMatchObject({
        Type: 'HTTP_PROXY', ConnectionType: 'VPC_LINK', ConnectionId: { Ref: expect.stringContaining('Link') },
        IntegrationTarget: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/gateway/0123456789abcdef',
        Uri: expect.stringMatching(/^https:\/\/gateway\.example\.com:443\/v1\//),
      });
    }
    template.hasResourceProperties('AWS::ApiGatewayV2::VpcLink', { SubnetIds: ['subnet-app1', 'subnet-app2'], SecurityGroupIds: [GROUP_IDS[SecurityGroupRole.API_LINK]] });
  });

  test('chat is streamed, the rest is buffered within what API Gateway allows', () => {
    const modes = Object.fromEntries(methods.map(({ Integration }) => [new URL(Integration.Uri as string).pathname, [Integration.ResponseTransferMode, Integration.TimeoutInMillis]]));
    expect(modes).toEqual({
      '/v1/chat/completions': ['STREAM', 300_000], '/v1/embeddings': ['BUFFERED', 29_000], '/v1/models': ['BUFFERED', 29_000], '/v1/approvals': ['BUFFERED', 29_000],
      '/v1/vectors/query': ['BUFFERED', 29_000], '/v1/vectors/upsert': ['BUFFERED', 29_000],
    });
  });

  test('a client cannot tell the backend who it is by a header', () => {
    for (const { Integration } of methods) {
      expect(Integration.RequestParameters).toMatchObject({
        ...Object.fromEntries(['x-tenant', 'x-tenant-id', 'x-user', 'x-user-id', 'x-groups', 'x-roles', 'x-scopes', 'x-forwarded-user', 'x-forwarded-email', 'x-forwarded-groups']
          .map((name) => [`integration.request.header.${name}`, "'-'"])),
        'integration.request.header.x-request-id': 'context.requestId', 'integration.request.header.Authorization': 'method.request.header.Authorization',
      });
    }
  });

  test('clients must speak TLS 1.3, at a regional endpoint', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] }, SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', EndpointAccessMode: 'STRICT', DisableExecuteApiEndpoint: false,
    });
  });

  test('the access log holds neither token nor content nor personal data', () => {
    expect(JSON.parse(stage.AccessLogSetting.Format as string)).toEqual(ACCESS_LOG_FIELDS);
    // What an investigation needs: who, from where, when, what, how it ended, and over which connection.
    expect(Object.keys(ACCESS_LOG_FIELDS)).toEqual([
      'requestId', 'extendedRequestId', 'time', 'method', 'route', 'protocol', 'sourceIp', 'status', 'errorType', 'wafStatus', 'authorizerStatus', 'subject', 'clientId', 'tenant', 'authorizerPrincipal', 'authorizerTenant',
      'responseBytes', 'responseLatency', 'integrationStatus', 'integrationLatency', 'timeToFirstContent', 'tlsVersion', 'cipherSuite',
    ]);
    const format = stage.AccessLogSetting.Format as string;
    for (const leak of ['header', 'querystring', 'apiKey', 'email', 'validationErrorString', 'error.message', '$context.path"', 'clientCert', 'userAgent']) expect(format).not.toContain(leak);
  });

  test('every log group that API Gateway and WAF write to is there before the stage, encrypted and bounded', () => {
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
    const execution = Object.entries(groups).find(([, { Properties }]) => JSON.stringify(Properties.LogGroupName ?? '').includes('API-Gateway-Execution-Logs_'));
    expect(execution?.[1].Properties.LogGroupName).toEqual({ 'Fn::Join': ['', ['API-Gateway-Execution-Logs_', { Ref: expect.stringMatching(/^Api/) }, '/live']] });
    expect(Object.values(resourcesOf(template, 'AWS::ApiGateway::Stage'))[0]?.DependsOn).toContain(execution?.[0]);
    for (const { Properties, DeletionPolicy } of Object.values(groups)) {
      expect(Properties.KmsKeyId).toBeDefined();
      expect(Properties.RetentionInDays).toBe(365);
      expect(['Retain', 'Delete']).toContain(DeletionPolicy);
    }
  });

  test('requests are traced, and the load balancer is shown a client certificate', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: true, ClientCertificateId: { Ref: Match.stringLikeRegexp('ClientCertificate') } });
  });

  test('no response of API Gateway carries its own error text', () => {
    const responses = propertiesOf(template, 'AWS::ApiGateway::GatewayResponse');
    expect(responses.map(({ ResponseType }) => ResponseType as string)).toEqual([
      'DEFAULT_4XX', 'DEFAULT_5XX', 'UNAUTHORIZED', 'ACCESS_DENIED', 'MISSING_AUTHENTICATION_TOKEN', 'RESOURCE_NOT_FOUND', 'BAD_REQUEST_BODY', 'BAD_REQUEST_PARAMETERS', 'REQUEST_TOO_LARGE', 'THROTTLED', 'QUOTA_EXCEEDED',
      'INTEGRATION_TIMEOUT',
    ]);
    for (const { ResponseTemplates } of responses) {
      const body = ResponseTemplates['application/json'] as string;
      expect(body).not.toContain('$context.error');
      expect(JSON.parse(body)).toMatchObject({ error: { message: expect.any(String), request_id: '$context.requestId' } });
    }
  });

  test('nothing of the account is touched', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  test('no key, custom resource or function stands beside the API', () => {
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 0);
    expect(Object.keys(template.findResources('Custom::IntegrationTls'))).toEqual([]);
    for (const { ApiKeyRequired } of methods) expect(ApiKeyRequired).toBe(false);
  });

  test('its address is what an OpenAI client takes as base URL', () => {
    expect(stack.resolve(api.url)).toEqual({ 'Fn::Join': ['', ['https://', { Ref: expect.stringMatching(/^Api/) }, '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: expect.stringContaining('Stage') }, '/v1']] });
  });

  test('its metrics carry the name of the API and its stage', () => {
    expect(stack.resolve(api.metricServerError().dimensions)).toMatchObject({ ApiName: expect.any(String), Stage: expect.anything() });
    expect(api.metricCount()).toMatchObject({ metricName: 'Count', statistic: 'Sum' });
    expect([api.metricClientError(), api.metricLatency(), api.metric('CacheHitCount')].map(({ metricName }) => metricName)).toEqual(['4XXError', 'Latency', 'CacheHitCount']);
  });

  test('synthesis warns of nothing', () => {
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

describe('with everything', () => {
  const { stack, api } = sampleApi({
    integrationCertificate: ownAuthority(),
    tlsPolicy: EdgeTlsPolicy.tls12(JUSTIFIED),
    tenants: [{ tenant: 'acme', throttle: { rateLimit: 5, burstLimit: 9 }, requestsPerDay: 500 }, { tenant: 'globex' }],
    routeThrottles: { 'POST /v1/chat/completions': { rateLimit: 3, burstLimit: 4 } },
    requestLimits: { maxOutputTokens: 1_000, maxMessages: undefined },
    timeout: Duration.minutes(15),
    maxBodySize: Size.mebibytes(5),
    webAcl: { requestsPerIp: 100, requestsPerToken: 50, blockAnonymousIps: true },
    accountLoggingRole: AccountLoggingRole.CREATE,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const template = Template.fromStack(stack);
  const methods = resourcesOf(template, 'AWS::ApiGateway::Method');
  const tls = Object.entries(resourcesOf(template, 'Custom::IntegrationTls'))[0];

  test('the three packs find nothing', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });

  test('the function that switches off the issuer check outlives its own attempts, and so always answers', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('issuer check'), Timeout: 300 });
  });

  test('each tenant has a plan with throttle, quota and key, and no call does without a key', () => {
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', { Description: 'Tenant acme', Throttle: { RateLimit: 5, BurstLimit: 9 }, Quota: { Limit: 500, Period: 'DAY' } });
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', { Description: 'Tenant globex', Throttle: { RateLimit: 10, BurstLimit: 20 }, Quota: { Limit: 10_000, Period: 'DAY' } });
    template.resourceCountIs('AWS::ApiGateway::UsagePlanKey', 2);
    for (const { Properties } of Object.values(methods)) expect(Properties.ApiKeyRequired).toBe(true);
    expect(stack.resolve(api.apiKeyId('acme'))).toEqual({ Ref: expect.stringContaining('Keyacme') });
    expect(() => api.apiKeyId('unknown')).toThrow('TenantUnknown');
  });

  test('a route may have a throttle of its own', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: Match.arrayWith([Match.objectLike({ ResourcePath: '/~1v1~1chat~1completions', ThrottlingRateLimit: 3, ThrottlingBurstLimit: 4, LoggingLevel: 'ERROR', DataTraceEnabled: false })]),
    });
  });

  test('limits and timeout reach the model and the integration', () => {
    const chat = propertiesOf(template, 'AWS::ApiGateway::Model').find(({ Schema }) => Schema.title === 'ChatCompletion')?.Schema;
    expect(JSON.stringify(chat.properties.max_tokens)).toContain('"maximum":1000');
    expect(chat.properties.messages.maxItems).toBe(512);
    template.hasResourceProperties('AWS::ApiGateway::Method', { Integration: { ResponseTransferMode: 'STREAM', TimeoutInMillis: 900_000 } });
  });

  test('the issuer check is switched off after the methods and before the deployment', () => {
    const deployment = Object.values(resourcesOf(template, 'AWS::ApiGateway::Deployment'))[0];
    expect(deployment?.DependsOn).toEqual(expect.arrayContaining([tls?.[0], ...Object.keys(methods)]));
    expect(tls?.[1].DependsOn).toEqual(expect.arrayContaining(Object.keys(methods)));
    expect(tls?.[1].Properties.Integrations).toHaveLength(ROUTES.length);
  });

  test('any change of a method runs the switch again', () => {
    expect(tls?.[1].Properties.Definition).toHaveLength(ROUTES.length);
    const definition = JSON.stringify(tls?.[1].Properties.Definition);
    for (const part of ['loadbalancer/app/gateway', 'inference/invoke', 'gateway.example.com', 'Validator', 'own-authority']) expect(definition).toContain(part);
  });

  test('the switch may touch the integrations of this API and nothing else', () => {
    const statements = propertiesOf(template, 'AWS::IAM::ManagedPolicy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement as Array<Record<string, unknown>>);
    const granted = statements.filter(({ Action, Resource }) => JSON.stringify(Action).includes('apigateway:') && JSON.stringify(Resource).includes('integration'));
    expect(granted).toHaveLength(1);
    expect(granted[0]?.Action).toEqual(['apigateway:GET', 'apigateway:PATCH']);
    const resources = granted[0]?.Resource as unknown[];
    expect(resources).toHaveLength(ROUTES.length);
    for (const arn of resources) {
      const text = JSON.stringify(arn);
      expect(text).toMatch(/^\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":apigateway:eu-west-1::\/restapis\/",\{"Ref":"Api[^"]*"\},"\/resources\/",\{"Ref":"Api[^"]*"\},"\/methods\/(GET|POST)\/integration"\]\]\}$/);
      expect(text).not.toContain('*');
    }
  });

  test('both weakenings are on record', () => {
    const recorded = api.node.metadata.filter(({ type }) => type === WEAKENING_METADATA).map(({ data }) => (data as { control: string }).control);
    expect(recorded).toEqual(['EdgeTls12', 'IntegrationCertificateIssuer']);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT' });
  });

  test('the account role is set before the stage by a function that asks first, and outlives the stack', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    const setting = Object.keys(template.findResources('Custom::AccountLoggingRole'))[0];
    expect(Object.values(resourcesOf(template, 'AWS::ApiGateway::Stage'))[0]?.DependsOn).toContain(setting);
    template.hasResource('AWS::IAM::Role', { DeletionPolicy: 'Retain', Properties: Match.objectLike({ Description: Match.stringLikeRegexp('all APIs') }) });
  });

  test('the function may read and change that setting only, and hand on that role only to API Gateway', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Effect: 'Allow', Action: ['apigateway:GET', 'apigateway:PATCH'], Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:eu-west-1::/account']] } },
          { Effect: 'Allow', Action: 'iam:PassRole', Resource: Match.anyValue(), Condition: { StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' } } },
        ]),
      },
    });
  });

  test('no log group survives the stack', () => {
    for (const { DeletionPolicy } of Object.values(resourcesOf(template, 'AWS::Logs::LogGroup'))) expect(DeletionPolicy).toBe('Delete');
  });
});

describe('exposure', () => {
  test('a private API answers through its endpoints only', () => {
    const template = Template.fromStack(sampleApi({ exposure: ApiExposure.privateTo(['vpce-1']) }).stack);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: ['vpce-1'], IpAddressType: 'dualstack' },
      Policy: {
        Statement: [
          { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: { StringEquals: { 'aws:SourceVpce': ['vpce-1'] } } },
          { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1'] } } },
        ],
      },
    });
  });

  test('with a domain the default endpoint is off and the domain as strict', () => {
    const stack = new Stack(new App(), 'Certificates');
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1');
    const { stack: owner, api } = sampleApi({ domain: { domainName: 'ai.example.com', certificate } });
    const template = Template.fromStack(owner);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'ai.example.com', EndpointConfiguration: { Types: ['REGIONAL'] }, SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', EndpointAccessMode: 'STRICT',
    });
    template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', { Stage: { Ref: Match.stringLikeRegexp('Stage') } });
    expect(api.url).toBe('https://ai.example.com/v1');
    expect(api.domainTarget).toBeDefined();
    expect(api.domainTargetHostedZoneId).toBeDefined();
  });
});

describe('with an issuer of one\'s own', () => {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: ENV });
  const identity = PlatformIdentity.fromOidcIssuer(stack, 'Identity', {
    issuerUrl: 'https://login.example.com', audience: 'api://ai', groupMapping: [{ group: 'ml', scopes: [PlatformScope.INFERENCE_INVOKE] }],
  });
  new InferenceApi(stack, 'Api', { network: new ImportedNetwork(stack, 'Network'), loadBalancer: loadBalancer(stack), serverName: 'gateway.example.com', identity });
  const template = Template.fromStack(stack);

  test('every method asks the function, which knows the scope of each', () => {
    for (const { AuthorizationType, AuthorizerId } of propertiesOf(template, 'AWS::ApiGateway::Method')) {
      expect(AuthorizationType).toBe('CUSTOM');
      expect(AuthorizerId).toEqual({ Ref: expect.stringContaining('Authorizer') });
    }
    const environment = propertiesOf(template, 'AWS::Lambda::Function')[0]?.Environment.Variables;
    expect(JSON.parse(environment.ROUTE_SCOPES as string)).toEqual({
      'POST/v1/chat/completions': 'inference/invoke', 'POST/v1/embeddings': 'inference/embed', 'POST/v1/vectors/query': 'vectors/read',
      'POST/v1/vectors/upsert': 'vectors/write', 'GET/v1/models': 'models/read', 'GET/v1/approvals': 'approvals/decide', 'POST/v1/approvals': 'approvals/decide',
    });
    expect(JSON.parse(environment.GROUP_SCOPES as string)).toEqual({ ml: ['inference/invoke'] });
  });

  test('only this authorizer may call the function, and its decisions are cached for a minute', () => {
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'TOKEN', AuthorizerResultTtlInSeconds: 60, IdentityValidationExpression: '^Bearer [A-Za-z0-9_.-]+$', IdentitySource: 'method.request.header.Authorization' });
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { AuthorizerUri: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:eu-west-1:lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': [Match.stringLikeRegexp('TokenAuthorizer'), 'Arn'] }, '/invocations']] } });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'apigateway.amazonaws.com', SourceAccount: '111122223333',
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([':execute-api:eu-west-1:111122223333:', '/authorizers/'])] },
    });
  });

  test('no finding is open but the log encryption that was left to CloudWatch', () => {
    expect(judge(stack).open.filter((finding) => !finding.includes('CloudWatchLogGroupEncrypted'))).toEqual([]);
  });
});

test('the function is told issuer, audience and claims, and where keys and scopes are when that was said', () => {
  const environmentOf = (issuer: Partial<OidcIssuerProps>): unknown => {
    const stack = new Stack(new App(), 'Test', { env: ENV });
    const identity = PlatformIdentity.fromOidcIssuer(stack, 'Identity', { issuerUrl: 'https://login.example.com', audience: 'api://ai', groupMapping: [{ group: 'ml', scopes: [PlatformScope.INFERENCE_INVOKE] }], ...issuer });
    new InferenceApi(stack, 'Api', { network: new ImportedNetwork(stack, 'Network'), loadBalancer: loadBalancer(stack), serverName: 'gateway.example.com', identity });
    return propertiesOf(Template.fromStack(stack), 'AWS::Lambda::Function')[0]?.Environment.Variables;
  };
  const plain = { TOKEN_ISSUER: 'https://login.example.com', TOKEN_AUDIENCE: 'api://ai', TENANT_CLAIM: 'tenant', GROUPS_CLAIM: 'groups', GROUP_SCOPES: '{"ml":["inference/invoke"]}', ROUTE_SCOPES: expect.any(String) };
  expect(environmentOf({})).toEqual(plain);
  expect(environmentOf({ jwksUri: 'https://login.example.com/keys', scopeClaim: 'scp', tenantClaim: 'org', groupClaim: 'roles' })).toEqual({
    ...plain, JWKS_URI: 'https://login.example.com/keys', SCOPE_CLAIM: 'scp', TENANT_CLAIM: 'org', GROUPS_CLAIM: 'roles',
  });
});

describe('a new deployment is made when', () => {
  const before = deploymentId(sampleApi().stack);
  test('nothing changed: it is the same', () => expect(deploymentId(sampleApi().stack)).toBe(before));
  test.each([
    ['the load balancer changes', () => sampleApi({}, 'other')],
    ['the subnets of the link change', () => sampleApi({}, undefined, ['subnet-app3'])],
    ['the server name changes', () => sampleApi({ serverName: 'other.example.com' })],
    ['the certificate check changes', () => sampleApi({ integrationCertificate: ownAuthority() })],
    ['a request limit changes', () => sampleApi({ requestLimits: { maxMessages: 3 } })],
    ['keys become compulsory', () => sampleApi({ tenants: [{ tenant: 'acme' }] })],
    ['the TLS policy changes', () => sampleApi({ tlsPolicy: EdgeTlsPolicy.tls13Fips() })],
    ['the exposure changes', () => sampleApi({ exposure: ApiExposure.privateTo(['vpce-1']) })],
  ])('%s', (_, changed) => expect(deploymentId(changed().stack)).not.toBe(before));
});

describe('in an app of two stacks', () => {
  test('everything else may lie in the first, and nothing refers back', () => {
    const app = new App({ context: recommendedFlags });
    const first = new Stack(app, 'First', { env: ENV });
    const identity = new PlatformIdentity(first, 'Identity', { machineClients: [{ name: 'batch', tenant: 'acme', scopes: [PlatformScope.INFERENCE_INVOKE] }] });
    const network = new ImportedNetwork(first, 'Network');
    const lb = new elbv2.ApplicationLoadBalancer(first, 'LoadBalancer', { vpc: network.vpc, vpcSubnets: network.subnets('app') });
    const second = new Stack(app, 'Second', { env: ENV });
    new InferenceApi(second, 'Api', { network, loadBalancer: lb, serverName: 'gateway.example.com', identity, integrationCertificate: ownAuthority() });
    app.synth();
    expect(second.dependencies).toEqual([first]);
    expect(first.dependencies).toEqual([]);
  });
});

describe.each([['us-gov-west-1', 'aws-us-gov'], ['cn-north-1', 'aws-cn']])('in %s', (region) => {
  test('no ARN names the commercial partition', () => {
    const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region } });
    const identity = PlatformIdentity.fromOidcIssuer(stack, 'Identity', { issuerUrl: 'https://login.example.com', audience: 'api://ai', scopeClaim: 'scp' });
    const balancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Lb', { loadBalancerArn: 'arn:partition:elasticloadbalancing:r:a:loadbalancer/app/x/1', securityGroupId: 'sg-lb' });
    new InferenceApi(stack, 'Api', { network: new ImportedNetwork(stack, 'Network'), loadBalancer: balancer, serverName: 'gateway.example.com', identity, integrationCertificate: ownAuthority(), accountLoggingRole: AccountLoggingRole.CREATE });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/arn:aws:|amazonaws\.com\.cn|amazonaws\.com\//);
  });
});

describe('fails when', () => {
  test.each<[string, Parameters<typeof sampleApi>[0], string]>([
    ['the server name is the load balancer\'s own', { serverName: 'internal-x.eu-west-1.elb.amazonaws.com' }, 'ServerNameInvalid'],
    ['the server name is no host name', { serverName: 'https://gateway.example.com' }, 'ServerNameInvalid'],
    ['a private API has no endpoint', { exposure: ApiExposure.privateTo([]) }, 'PrivateApiWithoutEndpoint'],
    ['a domain has no certificate', { domain: { domainName: 'ai.example.com' } as never }, 'DomainWithoutCertificate'],
    ['a private API has a domain', { exposure: ApiExposure.privateTo(['vpce-1']), domain: { domainName: 'ai.example.com' } as never }, 'PrivateApiWithDomain'],
    ['a throttle is zero', { throttle: { rateLimit: 0, burstLimit: 1 } }, 'ThrottleNotPositive'],
    ['a throttle names no route', { routeThrottles: { '/v1/models': { rateLimit: 1, burstLimit: 1 } } }, 'RouteUnknown'],
    ['a tenant is listed twice', { tenants: [{ tenant: 'a' }, { tenant: 'a' }] }, 'TenantNotUnique'],
    ['a tenant has no proper name', { tenants: [{ tenant: 'a b' }] }, 'TenantInvalid'],
    ['a quota is nothing', { tenants: [{ tenant: 'a', requestsPerDay: 0 }] }, 'QuotaNotPositive'],
    ['a limit is not a number of things', { requestLimits: { maxMessages: 0.5 } }, 'RequestLimitInvalid'],
    ['bodies are larger than API Gateway takes', { maxBodySize: Size.mebibytes(11) }, 'BodySizeOutOfRange'],
    ['a response may take longer than API Gateway waits', { timeout: Duration.minutes(16) }, 'RequestTimeoutOutOfRange'],
    ['a rate is below what WAF counts', { webAcl: { requestsPerIp: 9 } }, 'WebAclRateTooLow'],
    ['a weakening has no reason', { tlsPolicy: EdgeTlsPolicy.tls12({ ...JUSTIFIED, reason: '' }) }, 'JustificationReasonTooShort'],
  ])('%s', (_, props, code) => expect(() => sampleApi(props)).toThrow(code));

  test('several things are wrong, naming each', () => {
    expect(() => sampleApi({ serverName: 'x', timeout: Duration.minutes(16) })).toThrow(/ServerNameInvalid[\s\S]*RequestTimeoutOutOfRange/);
  });
});
