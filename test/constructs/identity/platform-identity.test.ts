import { App, Duration, RemovalPolicy, Stack, aws_apigateway as apigateway, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { IdentityPlan, PlatformIdentity, PlatformScope, type OidcIssuerProps, type PlatformIdentityProps } from '../../../constructs/identity';
import { WEAKENING_METADATA } from '../../../constructs/core/justification';
import { SCOPES } from '../../../lib/contract/scopes';
import { ENV, JUSTIFIED } from '../api/fixture';
import { judge } from '../../judge';

/** A template is data of any shape; tests look into it by name. */
type TemplateJson = ReturnType<Template['toJSON']>;

function sample(props: PlatformIdentityProps = {}): { readonly stack: Stack; readonly identity: PlatformIdentity } {
  const stack = new Stack(new App(), 'Test', { env: ENV });
  const identity = new PlatformIdentity(stack, 'Identity', { logEncryptionKey: new kms.Key(stack, 'LogKey', { enableKeyRotation: true }), ...props });
  return { stack, identity };
}

const everyProperty = (template: Template, type: string): Array<TemplateJson> =>
  Object.values(template.findResources(type)).map((resource) => (resource as { Properties: TemplateJson }).Properties);

test('the scopes that constructs offer are those of the contract', () => {
  expect(Object.values(PlatformScope).sort()).toEqual(Object.keys(SCOPES).sort());
});

describe('by default', () => {
  const { stack, identity } = sample();
  const template = Template.fromStack(stack);

  test('the three packs find nothing', () => expect(judge(stack)).toEqual({ open: [], stale: [] }));

  test('people are invited, never sign themselves up', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  });

  test('two factors are compulsory, and a passkey with user verification counts as both', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'], WebAuthnUserVerification: 'required', WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
  });

  test('risky sign-ins and leaked passwords are refused', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } });
  });

  test('passwords are long, mixed, not used again, and temporary ones short-lived', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      Policies: { PasswordPolicy: { MinimumLength: 14, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true, PasswordHistorySize: 24, TemporaryPasswordValidityDays: 1 } },
    });
  });

  test('accounts are recovered by e-mail only', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] } });
  });

  test('the pool survives its stack', () => {
    template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' } });
  });

  test('each token is decided by the pre-token function, with the event that covers machines too', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: Match.anyValue(), LambdaVersion: 'V3_0' } } });
    template.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'cognito-idp.amazonaws.com', SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UserPool'), 'Arn'] } });
  });

  test('every scope exists, under a server of its first part', () => {
    const scopes = everyProperty(template, 'AWS::Cognito::UserPoolResourceServer').flatMap(({ Identifier, Scopes }) =>
      (Scopes as Array<{ ScopeName: string }>).map(({ ScopeName }) => `${Identifier as string}/${ScopeName}`));
    expect(scopes.sort()).toEqual(Object.keys(SCOPES).sort());
  });

  test('groups hold scopes, only administrators may administer, and who decides about requests is nobody who may make them', () => {
    const variables = everyProperty(template, 'AWS::Lambda::Function')[0]?.Environment.Variables;
    const groups = JSON.parse(variables.GROUP_SCOPES as string) as Record<string, string[]>;
    expect(Object.keys(groups).sort()).toEqual(everyProperty(template, 'AWS::Cognito::UserPoolGroup').map(({ GroupName }) => GroupName as string).sort());
    const use = ['inference/invoke', 'inference/embed', 'vectors/read', 'models/read'];
    expect(groups).toEqual({ administrators: [...use, 'vectors/write', 'platform/admin'], curators: [...use, 'vectors/write'], users: use, reviewers: ['approvals/decide'] });
  });

  test('the domain cannot be guessed and is unique', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['-', [Match.stringLikeRegexp('^ai-[0-9a-f]{6}$'), { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]] }, ManagedLoginVersion: 2,
    });
  });

  test('without an app client no token is meant for anybody', () => {
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
    expect(identity.audience).toBe('no-app-client');
    expect(identity.userClient).toBeUndefined();
  });

  test('it tells what a verifier must know', () => {
    expect(stack.resolve(identity.issuerUrl)).toEqual({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'ProviderName'] }]] });
    expect(stack.resolve(identity.jwksUri)).toMatchObject({ 'Fn::Join': ['', expect.arrayContaining(['/.well-known/jwks.json'])] });
    expect([identity.tenantClaim, identity.groupsClaim, identity.scopeName(PlatformScope.MODELS_READ)]).toEqual(['tenant', 'cognito:groups', 'models/read']);
  });

  test('synthesis warns of nothing', () => expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]));
});

describe('with everything', () => {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: ENV });
  const role = new iam.Role(stack, 'GroupRole', { assumedBy: new iam.AccountPrincipal('111122223333') });
  const identity = new PlatformIdentity(stack, 'Identity', {
    groups: [{ name: 'ml', scopes: [PlatformScope.INFERENCE_INVOKE], role, precedence: 7 }],
    machineClients: [
      { name: 'batch', tenant: 'acme', scopes: [PlatformScope.INFERENCE_INVOKE] },
      { name: 'nightly', tenant: 'acme', scopes: [PlatformScope.VECTORS_WRITE] },
      { name: 'sync', tenant: 'globex', scopes: [PlatformScope.VECTORS_READ] },
    ],
    callbackUrls: ['https://chat.example.com/callback', 'http://localhost:3000/callback'],
    logoutUrls: ['https://chat.example.com/'],
    domainPrefix: 'our-platform',
    passkeyRelyingPartyId: 'example.com',
    minimumPasswordLength: 20,
    accessTokenValidity: Duration.minutes(10),
    authEventsBucket: s3.Bucket.fromBucketName(stack, 'Events', 'events'),
    webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/b',
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const template = Template.fromStack(stack);
  const clients = everyProperty(template, 'AWS::Cognito::UserPoolClient');
  const userClient = clients.find(({ CallbackURLs }) => CallbackURLs !== undefined) ?? {};
  const machines = clients.filter(({ ClientName }) => ClientName !== undefined);

  test('people sign in by authorization code only, with a public client that leaks nothing', () => {
    expect(userClient).toMatchObject({
      AllowedOAuthFlows: ['code'], GenerateSecret: false, EnableTokenRevocation: true, PreventUserExistenceErrors: 'ENABLED', AccessTokenValidity: 10, TokenValidityUnits: { AccessToken: 'minutes' },
      CallbackURLs: ['https://chat.example.com/callback', 'http://localhost:3000/callback'], SupportedIdentityProviders: ['COGNITO'],
    });
    expect(userClient.ExplicitAuthFlows).not.toEqual(expect.arrayContaining([expect.stringMatching(/PASSWORD|SRP|CUSTOM/)]));
    expect(userClient.AllowedOAuthScopes).toEqual(['openid', ...Object.keys(SCOPES)]);
  });

  test('people stay signed in for hours, not days, and finish signing in within minutes', () => {
    expect(userClient).toMatchObject({ IdTokenValidity: 10, RefreshTokenValidity: 720, AuthSessionValidity: 3, TokenValidityUnits: { IdToken: 'minutes', RefreshToken: 'minutes' }, LogoutURLs: ['https://chat.example.com/'] });
  });

  test('a tenant is an attribute of each person', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { Schema: Match.arrayWith([Match.objectLike({ Name: 'tenant', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MinLength: '1', MaxLength: '63' } })]) });
  });

  test('people cannot write their tenant', () => {
    expect(userClient.WriteAttributes).toEqual(['locale', 'zoneinfo']);
    expect(userClient.AllowedOAuthScopes).not.toContain('aws.cognito.signin.user.admin');
  });

  test.each([
    ['batch', ['inference/invoke', 'tenant/acme']], ['nightly', ['vectors/write', 'tenant/acme']], ['sync', ['vectors/read', 'tenant/globex']],
  ])('the program %s may ask for %j and nothing else', (name, scopes) => {
    expect(machines.find(({ ClientName }) => ClientName === name)).toMatchObject({ AllowedOAuthFlows: ['client_credentials'], GenerateSecret: true, AllowedOAuthScopes: scopes, EnableTokenRevocation: true, PreventUserExistenceErrors: 'ENABLED', AccessTokenValidity: 10 });
  });

  test('nobody can sign in as a person with a program\'s client', () => {
    for (const machine of machines) expect(machine).toMatchObject({ ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], ReadAttributes: ['locale'], WriteAttributes: ['locale'] });
    expect(userClient.ExplicitAuthFlows).toEqual(['ALLOW_USER_AUTH']);
    expect(userClient.RefreshTokenRotation).toEqual({ Feature: 'ENABLED', RetryGracePeriodSeconds: 10 });
  });

  test('each tenant is a scope once, and no client for people may ask for one', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', { Identifier: 'tenant', Scopes: [Match.objectLike({ ScopeName: 'acme' }), Match.objectLike({ ScopeName: 'globex' })] });
    expect(JSON.stringify(userClient.AllowedOAuthScopes)).not.toContain('tenant/');
  });

  test('clients wait for the scopes they name', () => {
    const servers = Object.keys(template.findResources('AWS::Cognito::UserPoolResourceServer'));
    for (const client of Object.values(template.findResources('AWS::Cognito::UserPoolClient'))) expect((client as { DependsOn: string[] }).DependsOn).toEqual(expect.arrayContaining(servers));
  });

  test('the sign-in pages have a style, without which they show an error', () => {
    template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true, ClientId: { Ref: Match.stringLikeRegexp('UserClient') } });
  });

  test('a group may bring an IAM role', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'ml', Precedence: 7, RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('GroupRole'), 'Arn'] } });
  });

  test('the pool goes with its stack', () => {
    template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Delete', Properties: { DeletionProtection: 'INACTIVE', WebAuthnRelyingPartyID: 'example.com', Policies: { PasswordPolicy: { MinimumLength: 20 } } } });
  });

  test('sign-in events and a web ACL are there when asked for', () => {
    template.hasResourceProperties('AWS::Cognito::LogDeliveryConfiguration', { LogConfigurations: [{ EventSource: 'userAuthEvents', LogLevel: 'INFO', S3Configuration: { BucketArn: Match.anyValue() } }] });
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UserPool'), 'Arn'] } });
  });

  test('its audience are all its clients', () => {
    expect(JSON.stringify(stack.resolve(identity.audience)).match(/"Ref"/g)).toHaveLength(4);
    expect(identity.machineClient('sync').userPoolClientId).toBeDefined();
    expect(() => identity.machineClient('unknown')).toThrow('MachineClientUnknown');
  });
});

test('without Plus there is no threat protection, on record and with a reason', () => {
  const { stack, identity } = sample({ plan: IdentityPlan.essentials(JUSTIFIED) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS', UserPoolAddOns: Match.absent(), MfaConfiguration: 'ON' });
  expect(identity.node.metadata.filter(({ type }) => type === WEAKENING_METADATA).map(({ data }) => (data as { control: string }).control)).toEqual(['ThreatProtection']);
  expect(judge(stack)).toEqual({ open: [], stale: [] });
});

test('grants are about this pool, in the role\'s own policy, and without wildcards', () => {
  const { stack, identity } = sample();
  const role = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountPrincipal('111122223333') });
  identity.grants.administerUsers(role);
  identity.grants.readClientSecrets(role);
  const [policy] = everyProperty(Template.fromStack(stack), 'AWS::IAM::Policy');
  const statements = policy?.PolicyDocument.Statement as Array<{ Action: string | string[]; Resource: unknown }>;
  for (const { Action, Resource } of statements) {
    expect(JSON.stringify([Action, Resource])).not.toContain('*');
    expect(Resource).toEqual({ 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'Arn'] });
  }
  expect(statements.map(({ Action }) => Action)).toContainEqual('cognito-idp:DescribeUserPoolClient');
  expect(statements.flatMap(({ Action }) => Action)).toContain('cognito-idp:AdminCreateUser');
});

test('an imported pool guards an API by its ARN', () => {
  const stack = new Stack(new App(), 'Test', { env: ENV });
  const identity = PlatformIdentity.fromPlatformIdentityAttributes(stack, 'Identity', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abc', clientIds: ['one', 'two'] });
  const restApi = apigateway.RestApi.fromRestApiAttributes(stack, 'Api', { restApiId: 'api', rootResourceId: 'root' });
  const deployment = new apigateway.Deployment(stack, 'Deployment', { api: restApi });
  const before = stack.resolve(deployment.deploymentId);
  expect(identity.bindAuthorizer(stack, { restApi, deployment, routes: [] }).authorizationType).toBe('COGNITO_USER_POOLS');
  expect(stack.resolve(deployment.deploymentId)).not.toEqual(before);
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Authorizer', { IdentitySource: 'method.request.header.Authorization', ProviderARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abc'] });
  expect([stack.resolve(identity.issuerUrl), identity.audience, identity.tenantClaim]).toEqual([
    { 'Fn::Join': ['', ['https://cognito-idp.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/eu-west-1_abc']] }, 'one,two', 'tenant',
  ]);
});

describe('fails when', () => {
  const client = { name: 'batch', tenant: 'acme', scopes: [PlatformScope.MODELS_READ] };
  test.each<[string, PlatformIdentityProps, string]>([
    ['a password may be short', { minimumPasswordLength: 13 }, 'PasswordLengthOutOfRange'],
    ['a token holds for long', { accessTokenValidity: Duration.hours(2) }, 'AccessTokenValidityOutOfRange'],
    ['events are wanted that the plan does not give', { plan: IdentityPlan.essentials(JUSTIFIED), authEventsBucket: {} as s3.IBucket }, 'AuthEventsNeedPlus'],
    ['the domain has a reserved word', { domainPrefix: 'my-cognito' }, 'DomainPrefixInvalid'],
    ['the domain has wrong characters', { domainPrefix: 'My_Domain' }, 'DomainPrefixInvalid'],
    ['a callback is not encrypted', { callbackUrls: ['http://chat.example.com'] }, 'CallbackUrlNotEncrypted'],
    ['a callback only begins like localhost', { callbackUrls: ['http://localhost.example.com'] }, 'CallbackUrlNotEncrypted'],
    ['a tenant could break out of a scope', { machineClients: [{ ...client, tenant: 'a/b' }] }, 'TenantInvalid'],
    ['a program may do nothing', { machineClients: [{ ...client, scopes: [] }] }, 'MachineClientWithoutScopes'],
    ['two programs share a name', { machineClients: [client, client] }, 'MachineClientNameNotUnique'],
    ['there are more tenants than scopes', { machineClients: Array.from({ length: 101 }, (_, index) => ({ ...client, name: `c${index}`, tenant: `t${index}` })) }, 'TooManyTenants'],
    ['two groups share a name', { groups: [{ name: 'a', scopes: [] }, { name: 'a', scopes: [] }] }, 'GroupNameNotUnique'],
    ['a weakening has expired on no date', { plan: IdentityPlan.essentials({ ...JUSTIFIED, expires: 'soon' }) }, 'JustificationExpiryInvalid'],
  ])('%s', (_, props, code) => expect(() => sample(props)).toThrow(code));

  const issuer = { issuerUrl: 'https://login.example.com', audience: 'api', scopeClaim: 'scp' };
  test.each<[string, OidcIssuerProps, string]>([
    ['an issuer is not encrypted', { ...issuer, issuerUrl: 'http://login.example.com' }, 'IssuerNotEncrypted'],
    ['keys are not fetched encrypted', { ...issuer, jwksUri: 'http://login.example.com/keys' }, 'IssuerNotEncrypted'],
    ['tokens would be for anybody', { ...issuer, audience: ' ' }, 'AudienceMissing'],
    ['nobody could hold a scope', { ...issuer, scopeClaim: undefined }, 'NobodyHoldsScopes'],
    ['decisions are cached for long', { ...issuer, cacheTtl: Duration.minutes(10) }, 'AuthorizerCacheTooLong'],
  ])('%s', (_, props, code) => expect(() => PlatformIdentity.fromOidcIssuer(new Stack(), 'Identity', props)).toThrow(code));
});
