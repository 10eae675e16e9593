import { App, Stack, aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PlatformIdentity, TokenKeys, type IPlatformIdentity, type TokenKeysProps } from '../../../constructs/identity';
import { judge } from '../../judge';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function sample(props: Partial<TokenKeysProps> = {}, identityOf?: (stack: Stack) => IPlatformIdentity) {
  const app = new App();
  const shared = new Stack(app, 'Shared', { env: ENV });
  const stack = new Stack(app, 'Inference', { env: ENV });
  const identity = identityOf?.(shared) ?? new PlatformIdentity(shared, 'Identity');
  const keys = new TokenKeys(stack, 'TokenKeys', { identity, encryptionKey: new kms.Key(shared, 'Secrets'), logEncryptionKey: new kms.Key(shared, 'Logs'), ...props });
  return { stack, shared, keys };
}

describe('for the user pool of another stack', () => {
  const { stack, shared, keys } = sample({});
  const template = Template.fromStack(stack);

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => expect(judge(keys)).toEqual({ open: [], stale: [] }));

  test('the function is told the issuer, where its keys are, and the secret; it has no network connection', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const { Properties: properties } = Object.values(template.findResources('AWS::Lambda::Function'))[0] ?? {};
    expect(properties).not.toHaveProperty('VpcConfig');
    expect(properties.Environment.Variables).toEqual({
      TOKEN_ISSUER: expect.anything(), JWKS_URI: { 'Fn::Join': ['', expect.arrayContaining(['/.well-known/jwks.json'])] }, TOKEN_KEYS_SECRET_ARN: { Ref: expect.stringContaining('Secret') },
    });
  });

  test('the function reads and writes this secret, with its key for this secret only, and nothing else', () => {
    const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string[]; Resource: unknown; Condition?: unknown }[]);
    const own = { Ref: expect.stringMatching(/^TokenKeysSecret/) };
    const onSecrets = statements.filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager:'));
    expect(onSecrets.flatMap(({ Action }) => Action).sort()).toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']);
    for (const { Resource } of onSecrets) expect(Resource).toEqual(own);
    const onKeys = statements.filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    for (const { Condition } of onKeys) expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com', 'kms:EncryptionContext:SecretARN': own } });
  });

  test('others can neither write it nor read it from another account or over plain HTTP', () => {
    template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', { BlockPublicPolicy: true, ResourcePolicy: { Statement: [Match.objectLike({ Sid: 'DenyOtherAccounts', Effect: 'Deny' }), Match.objectLike({ Sid: 'DenyPlainHttp', Effect: 'Deny' })] } });
  });

  test('whoever refers to the secret waits until the keys are in it', () => {
    expect(stack.resolve(keys.secret.secretArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^TokenKeysPublished/), 'SecretArn'] });
    expect(keys.secret.encryptionKey).toBeDefined();
  });

  test('a change of the issuer publishes anew', () => {
    const { Properties: properties } = Object.values(template.findResources('Custom::TokenKeys'))[0] ?? {};
    expect(Object.keys(properties).sort()).toEqual(['Issuer', 'JwksUri', 'SecretArn', 'ServiceTimeout', 'ServiceToken']);
  });

  test('the issuer is asked every five minutes, by this schedule only, and lost events are kept', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)', Targets: [Match.objectLike({ Input: '{}', DeadLetterConfig: { Arn: Match.anyValue() } })] });
    template.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'events.amazonaws.com', SourceAccount: '111122223333', SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Schedule'), 'Arn'] } });
  });

  test('half an hour without an answer raises the alarm, and so does a function that nobody calls any more', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Errors', Namespace: 'AWS/Lambda', Threshold: 1, EvaluationPeriods: 6, Period: 300, TreatMissingData: 'breaching' });
  });

  test('writes to no key and no pool of the other stack', () => {
    for (const type of ['AWS::KMS::Key', 'AWS::Cognito::UserPool']) expect(JSON.stringify(Template.fromStack(shared).findResources(type))).not.toContain('TokenKeys');
  });
});

test('for an issuer of one\'s own that names its keys in the discovery document, no address is told', () => {
  const { stack } = sample({}, (scope) => PlatformIdentity.fromOidcIssuer(scope, 'Identity', { issuerUrl: 'https://login.example.com', audience: 'api', scopeClaim: 'scope' }));
  const { Properties: properties } = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'))[0] ?? {};
  expect(properties.Environment.Variables).toEqual({ TOKEN_ISSUER: 'https://login.example.com', TOKEN_KEYS_SECRET_ARN: expect.anything() });
});

test('tells a topic, where there is one', () => {
  const { stack } = sample({ alarmTopic: sns.Topic.fromTopicArn(new Stack(new App(), 'Topics'), 'Topic', 'arn:aws:sns:eu-west-1:111122223333:alarms') });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alarms'] });
});

describe('what a verifier must know of scopes', () => {
  const stack = new Stack(new App(), 'Identities', { env: ENV });

  test('tokens of a user pool carry them', () => {
    const pools: IPlatformIdentity[] = [new PlatformIdentity(stack, 'Pool'), PlatformIdentity.fromPlatformIdentityAttributes(stack, 'Imported', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_x', clientIds: ['c'] })];
    expect(pools.map(({ scopeClaim, groupScopes }) => [scopeClaim, groupScopes])).toEqual([['scope', undefined], ['scope', undefined]]);
  });

  test('of an issuer of one\'s own groups count, and a claim only when it is named', () => {
    const byGroups = PlatformIdentity.fromOidcIssuer(stack, 'Groups', { issuerUrl: 'https://login.example.com', audience: 'api', groupMapping: [{ group: 'ml', scopes: [] }] });
    expect([byGroups.scopeClaim, byGroups.groupScopes]).toEqual([undefined, { ml: [] }]);
    expect(PlatformIdentity.fromOidcIssuer(stack, 'Claim', { issuerUrl: 'https://login.example.com', audience: 'api', scopeClaim: 'scp' }).scopeClaim).toBe('scp');
  });
});
