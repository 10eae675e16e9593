import { App, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { WEAKENING_METADATA } from '../../../constructs/core/justification';
import { DataClass, DataKeys } from '../../../constructs/encryption';
import { CertificateUsage, InternalAuthority, PlatformSecret, PlatformSecretGrants, PlatformSecrets, SecretRotation, ServiceRedeployment } from '../../../constructs/secrets';
import { judge } from '../../judge';
import { circles } from './circles';

const JUSTIFICATION = { reason: 'development without a domain of its own', owner: 'platform', expires: '2027-11-30' };
const ACCOUNT = '111122223333';

function platform(context: Record<string, unknown> = {}) {
  const app = new App({ context });
  const env = { account: ACCOUNT, region: 'eu-central-1' };
  const foundation = new Stack(app, 'Foundation', { env });
  const secrets = new Stack(app, 'Secrets', { env });
  const service = new Stack(app, 'Service', { env });
  const keys = new DataKeys(foundation, 'Keys');
  const settings = { encryptionKey: keys.key(DataClass.SECRETS), logEncryptionKey: keys.key(DataClass.LOGS) };
  const authority = new InternalAuthority(secrets, 'Authority', settings);
  const certificate = authority.issue('Gateway', { dnsNames: ['gateway.internal', 'localhost'], readers: [`arn:aws:iam::${ACCOUNT}:role/Gateway*`] });
  const imported = authority.importedCertificate('LoadBalancer', { domainName: 'gateway.platform.internal', justification: JUSTIFICATION });
  authority.importedCertificate('OtherLoadBalancer', { domainName: 'other.platform.internal', justification: JUSTIFICATION });
  const set = new PlatformSecrets(secrets, 'Set', { ...settings, secrets: { One: { description: 'one', fields: { user: 'gateway' } }, Two: {} } });
  const role = new iam.Role(service, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  certificate.grants.read(role);
  set.secret('One').grants.write(role);
  const before = JSON.stringify(foundation.resolve(foundation.node.id));
  return { app, foundation, secrets, service, certificate, imported, set, authority, before, templates: { foundation: Template.fromStack(foundation), secrets: Template.fromStack(secrets), service: Template.fromStack(service) } };
}

const { secrets, certificate, imported, set, authority, templates } = platform(recommendedFlags);
const template = templates.secrets;

describe('secrets of the platform', () => {
  it('are encrypted with the customer key, random, and outlive their stack', () => {
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: Match.anyValue() });
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain', Properties: { Description: 'one', SecretString: Match.absent(), GenerateSecretString: { GenerateStringKey: 'value', PasswordLength: 48, SecretStringTemplate: '{"user":"gateway"}' } } });
  });
  it.each<[string, object]>([
    ['other accounts', { Sid: 'DenyOtherAccounts', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'secretsmanager:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }],
    ['plain HTTP', { Sid: 'DenyPlainHttp', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'secretsmanager:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ])('deny %s', (_, statement) => {
    template.resourcePropertiesCountIs('AWS::SecretsManager::ResourcePolicy', { BlockPublicPolicy: true, ResourcePolicy: { Statement: Match.arrayWith([statement]) } }, 3);
  });
  it('deny readers that are not listed, where readers are listed, but never the function that rotates', () => {
    template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      ResourcePolicy: { Statement: Match.arrayWith([Match.objectLike({
        Sid: 'DenyOtherReaders', Effect: 'Deny', Principal: { AWS: '*' }, Action: ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'], Resource: '*',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': [`arn:aws:iam::${ACCOUNT}:role/Gateway*`, { 'Fn::GetAtt': [Match.stringLikeRegexp('AuthorityRotationRole'), 'Arn'] }] } },
      })]) },
    });
  });
  it('are rotated each month, not during the deployment, by a function that Secrets Manager may call for this secret only', () => {
    template.allResourcesProperties('AWS::SecretsManager::RotationSchedule', { RotateImmediatelyOnUpdate: false, RotationRules: { ScheduleExpression: 'cron(0 3 1 * ? *)' }, RotationLambdaARN: Match.anyValue() });
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 3);
    template.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'secretsmanager.amazonaws.com', SourceAccount: ACCOUNT, SourceArn: { Ref: Match.stringLikeRegexp('SetOneSecret') } });
    for (const { DependsOn } of Object.values(template.findResources('AWS::SecretsManager::RotationSchedule'))) {
      expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/RotationPermission/), expect.stringMatching(/RolePermissions/)]));
    }
  });
  it('are rotated by a function that may touch the secrets given to it and nothing else', () => {
    const policy = template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('SetRotation') }] } });
    const statements = JSON.stringify(policy);
    expect(statements).toContain('UpdateSecretVersionStage');
    expect(statements).not.toMatch(/"Resource":"\*"|GatewaySecret|GetRandomPassword/);
    expect(statements.match(/kms:EncryptionContext:SecretARN/g)).toHaveLength(2);
  });
  it('share one rotation function in a set, and are found by name', () => {
    template.resourcePropertiesCountIs('AWS::Lambda::Function', { Environment: { Variables: { SECRET_KIND: 'random' } } }, 1);
    expect(set.secret('One').secretArn).toBeDefined();
    expect(() => set.secret('Three')).toThrow(/PlatformSecretMissing/);
  });
});

describe('the internal authority', () => {
  it('signs with a key in KMS that only its two functions can sign with', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } });
    const signing = key?.Properties.KeyPolicy.Statement.filter(({ Action }: { Action: string | string[] }) => [Action].flat().some((action) => /Sign|\*|CreateGrant/.test(action)));
    expect(signing).toEqual([expect.objectContaining({
      Sid: 'SignCertificates', Action: ['kms:GetPublicKey', 'kms:Sign'],
      Principal: { AWS: [{ 'Fn::GetAtt': [expect.stringMatching(/^AuthorityFunctionRole/), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching(/^AuthorityRotationRole/), 'Arn'] }] },
    })]);
    expect(JSON.stringify(key?.Properties.KeyPolicy)).not.toContain('"AWS":"*"');
  });
  it('takes its key and its certificates along when it may go', () => {
    const own = new Stack();
    new InternalAuthority(own, 'Authority', { encryptionKey: kms.Key.fromKeyArn(own, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`), removalPolicy: RemovalPolicy.DESTROY }).issue('Gateway', { dnsNames: ['gateway.internal'] });
    for (const type of ['AWS::KMS::Key', 'AWS::SecretsManager::Secret']) Template.fromStack(own).allResources(type, { DeletionPolicy: 'Delete' });
  });
  it('lets the account administer the key, which is neither to sign nor to hand it on', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    const actions = [
      'CancelKeyDeletion', 'CreateAlias', 'DeleteAlias', 'DescribeKey', 'DisableKey', 'EnableKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants', 'ListKeyPolicies', 'ListKeyRotations', 'ListResourceTags',
      'PutKeyPolicy', 'RevokeGrant', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'UpdateAlias', 'UpdateKeyDescription',
    ].map((action) => `kms:${action}`);
    expect(key?.Properties.KeyPolicy.Statement).toEqual([
      { Sid: 'Administration', Effect: 'Allow', Principal: root, Action: actions, Resource: '*' },
      expect.objectContaining({ Sid: 'SignCertificates', Effect: 'Allow', Resource: '*' }),
    ]);
  });
  it('lets the monthly schedule, and nothing else, have an imported certificate renewed', () => {
    const invoke = template.findResources('AWS::Lambda::Permission', { Properties: { Principal: 'events.amazonaws.com' } });
    expect(Object.values(invoke).map(({ Properties }) => Properties)).toEqual([1, 2].map(() => ({
      Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^AuthorityFunction/), 'Arn'] }, SourceArn: { 'Fn::GetAtt': [expect.stringMatching(/Renewal/), 'Arn'] },
    })));
    template.hasResourceProperties('Custom::ImportedCertificate', { Authority: { 'Fn::GetAtt': [Match.anyValue(), 'Certificate'] }, AuthorityId: Match.anyValue(), DnsNames: ['gateway.platform.internal'], Uses: ['server'], DaysValid: '90' });
  });
  it('tells its functions, and the certificate of ten years, which key signs', () => {
    const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Authority'), 'Arn'] };
    template.hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('^Issues'), Environment: { Variables: { SIGNING_KEY_ARN: key } } });
    template.hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('^Renews'), Environment: { Variables: { SIGNING_KEY_ARN: key, SECRET_KIND: 'certificate', AUTHORITY_CERTIFICATE: Match.anyValue() } } });
    template.hasResourceProperties('Custom::InternalAuthority', { KeyArn: key, CommonName: 'Secure AI platform internal authority', DaysValid: '3650' });
    for (const role of ['AuthorityFunctionRole', 'AuthorityRotationRole']) {
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp(role) }], PolicyDocument: { Statement: Match.arrayWith([{ Effect: 'Allow', Action: ['kms:GetPublicKey', 'kms:Sign'], Resource: key }]) } });
    }
  });
  it('publishes its certificate, and no key', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: { 'Fn::GetAtt': [Match.anyValue(), 'Certificate'] } });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/PRIVATE KEY|PrivateKey"/);
    expect(authority.certificate).toBeDefined();
  });
  it('issues a certificate into a secret before anyone who uses the ARN is made', () => {
    template.hasResourceProperties('Custom::ServiceCertificate', { SecretArn: { Ref: Match.stringLikeRegexp('AuthorityGatewaySecret') }, DnsNames: ['gateway.internal', 'localhost'], Uses: ['server', 'client'], DaysValid: '90', Authority: { 'Fn::GetAtt': [Match.anyValue(), 'Certificate'] } });
    expect(secrets.resolve(certificate.secretArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/GatewayCertificate/), 'SecretArn'] });
    const schedule = Object.entries(template.findResources('AWS::SecretsManager::RotationSchedule')).find(([id]) => id.includes('Gateway'));
    expect(schedule?.[1].DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/GatewayCertificate/)]));
  });
  it('may import certificates into ACM and touch only those that carry its tag', () => {
    const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Action }) => JSON.stringify(Action).includes('acm:'));
    const key = { Ref: expect.stringMatching(/^Authority/) };
    for (const { Resource } of statements) expect(Resource).toBe(`arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/*`);
    expect(statements.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      [['acm:AddTagsToCertificate', 'acm:ImportCertificate'], { StringEquals: { 'aws:RequestTag/secure-ai-platform:authority': key } }],
      [['acm:DeleteCertificate', 'acm:ImportCertificate'], { StringEquals: { 'aws:ResourceTag/secure-ai-platform:authority': key } }],
    ]);
  });
  it('renews an imported certificate each month and records it as a weakening', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(30 days)', Targets: [Match.objectLike({ Input: Match.anyValue() })] });
    expect(secrets.resolve(imported.certificateArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/LoadBalancer/), 'CertificateArn'] });
    const weakenings = authority.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === WEAKENING_METADATA);
    expect(weakenings.map(({ data }) => data.control)).toEqual(['LoadBalancerCertificateOfInternalAuthority', 'LoadBalancerCertificateOfInternalAuthority']);
  });
  it('gives the renewal an event that is JSON once the lines of the certificate are in it', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMII"B\n-----END CERTIFICATE-----\n';
    const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
    const deployed = (value: unknown): string => {
      if (typeof value !== 'object' || value === null) return String(value);
      const [[name, body] = ['', undefined]] = Object.entries(value);
      if (name === 'Fn::Join') return body[1].map(deployed).join(body[0]);
      if (name === 'Fn::Base64') return Buffer.from(deployed(body)).toString('base64');
      return JSON.stringify(body).endsWith('"Certificate"]') ? pem : 'a-value';
    };
    const event = JSON.parse(deployed(rule?.Properties.Targets[0].Input));
    expect(Buffer.from(event.authority, 'base64').toString()).toBe(pem);
    expect(event).toMatchObject({ certificateArn: 'a-value', properties: { AuthorityId: 'a-value', Uses: ['server'], DaysValid: '90' } });
  });
  it('fails when names, lifetime or schedule are wrong, with every problem at once', () => {
    const wrong = () => authority.issue('Wrong', { dnsNames: ['a b', '10.0.0.*'], daysValid: 30, rotationSchedule: 'rate(30 days)' });
    expect(wrong).toThrow(/CertificateNameInvalid[^]*CertificateNameInvalid[^]*CertificateLifetimeOutOfRange[^]*RotationScheduleInvalid/);
    expect(() => authority.issue('Nameless', { dnsNames: [], usages: [CertificateUsage.SERVER] })).toThrow(/CertificateWithoutName/);
    expect(() => new InternalAuthority(new Stack(), 'A', { encryptionKey: new kms.Key(new Stack(), 'K'), commonName: 'a, O=b' })).toThrow(/AuthorityNameInvalid/);
  });
});

describe.each([['without feature flags', {}], ['with recommended feature flags', recommendedFlags]])('across stacks, %s', (_, context) => {
  const made = platform(context);
  it('dependencies go one way and no template has a circle', () => {
    expect(made.foundation.dependencies).toEqual([]);
    expect(made.secrets.dependencies).toEqual([made.foundation]);
    for (const each of Object.values(made.templates)) expect(circles(each.toJSON())).toEqual([]);
  });
  it('a reader gets the secret and the key, only through Secrets Manager and only for this secret', () => {
    const statements = Object.values(made.templates.service.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual(expect.objectContaining({ Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'] }));
    expect(statements).toContainEqual(expect.objectContaining({ Action: 'kms:Decrypt', Resource: expect.anything(), Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com', 'kms:EncryptionContext:SecretARN': expect.anything() } } }));
    expect(JSON.stringify(statements)).not.toContain('"Resource":"*"');
  });
  it('nothing is found that is not acknowledged, and no acknowledgement is stale', () => {
    expect(judge(made.secrets)).toEqual({ open: [], stale: [] });
  });
});

describe('a single secret', () => {
  const stack = new Stack();
  const key = new kms.Key(stack, 'Key');
  it('goes with its stack when it may', () => {
    new PlatformSecret(stack, 'Secret', { encryptionKey: key, removalPolicy: RemovalPolicy.DESTROY, rotationSchedule: 'cron(0 1 ? * SUN#1 *)', rotation: new SecretRotation(stack, 'Rotation', { field: 'password', length: 20 }) });
    Template.fromStack(stack).hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete', Properties: { GenerateSecretString: { GenerateStringKey: 'password', PasswordLength: 20 } } });
  });
  it('fails when the random field stands in the template, the length is out of range or the schedule no cron expression', () => {
    expect(() => new PlatformSecret(new Stack(), 'S', { encryptionKey: key, fields: { value: 'x' }, rotationSchedule: 'rate(1 day)' })).toThrow(/RotationScheduleInvalid[^]*SecretFieldInTemplate/);
    expect(() => new SecretRotation(new Stack(), 'R', { length: 8 })).toThrow(/SecretLengthOutOfRange/);
  });
  it('excludes what shells and connection strings would trip over, and closes itself to all but its readers and the function that rotates it', () => {
    const own = new Stack();
    const reader = 'arn:aws:iam::111122223333:role/reader';
    new PlatformSecret(own, 'Secret', { encryptionKey: new kms.Key(own, 'Key'), readers: [reader], rotation: new SecretRotation(own, 'Rotation', { excludeCharacters: '@/' }) });
    Template.fromStack(own).hasResourceProperties('AWS::SecretsManager::Secret', { GenerateSecretString: { ExcludeCharacters: `@/"'\\\`` } });
    Template.fromStack(own).hasResourceProperties('AWS::SecretsManager::ResourcePolicy', { ResourcePolicy: { Statement: Match.arrayWith([Match.objectLike({
      Sid: 'DenyOtherReaders', Condition: { ArnNotLike: { 'aws:PrincipalArn': [reader, { 'Fn::GetAtt': [Match.stringLikeRegexp('RotationFunctionRole'), 'Arn'] }] } },
    })]) } });
  });
  it('encrypts the log of a rotation function of its own', () => {
    const own = new Stack();
    const logEncryptionKey = new kms.Key(own, 'LogKey');
    new PlatformSecret(own, 'Secret', { encryptionKey: new kms.Key(own, 'Key'), logEncryptionKey });
    Template.fromStack(own).allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: own.resolve(logEncryptionKey.keyArn) });
  });
  it('that exists gives a reader its key, through Secrets Manager only', () => {
    const importing = new Stack();
    const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:S-AbCdEf';
    const encryptionKey = kms.Key.fromKeyArn(importing, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1');
    PlatformSecret.fromPlatformSecretAttributes(importing, 'S', { secretArn, encryptionKey }).grants.read(new iam.Role(importing, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
    Template.fromStack(importing).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({
      Action: 'kms:Decrypt', Resource: encryptionKey.keyArn, Condition: { StringEquals: Match.objectLike({ 'kms:EncryptionContext:SecretARN': secretArn }) },
    })]) } });
  });
  it('can be one that exists', () => {
    const importing = new Stack();
    const secret = PlatformSecret.fromPlatformSecretAttributes(importing, 'S', { secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:S-AbCdEf' });
    const role = new iam.Role(importing, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    secret.grants.read(role);
    PlatformSecretGrants.fromSecret(secret.secret).write(role);
    Template.fromStack(importing).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [Match.objectLike({ Resource: secret.secretArn }), Match.objectLike({ Resource: secret.secretArn })] } });
    Template.fromStack(importing).resourceCountIs('AWS::SecretsManager::Secret', 0);
  });
});

describe('the redeployment of a service', () => {
  const app = new App();
  const stack = new Stack(app, 'Service');
  new ServiceRedeployment(stack, 'Redeployment', { clusterName: 'cluster', serviceName: 'gateway' });
  const made = Template.fromStack(stack);
  it('forces a new deployment the day after certificates are renewed', () => {
    made.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(0 4 2 * ? *)', Target: { Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:::aws-sdk:ecs:updateService']] } } });
    made.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { Input: '{"Cluster":"cluster","Service":"gateway","ForceNewDeployment":true}' } });
  });
  it('may update this service only and keep calls that failed, for this account only', () => {
    made.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ecs:UpdateService', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':service/cluster/gateway']] } }, Match.objectLike({ Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'] })] } });
    made.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('FailedCalls'), 'Arn'] } } } });
    made.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'scheduler.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } })] } });
  });
});
