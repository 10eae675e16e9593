import { App, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import { AutoScalingRole, DataClass, DataKey, DataKeys, type DataKeyProps } from '../../../constructs/encryption';
import { PlatformError } from '../../../lib/contract/platform-error';

interface Statement { Sid: string; Effect: string; Action: string | string[]; Principal: Record<string, unknown>; Condition?: Record<string, Record<string, unknown>>; Resource: unknown }

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const ENV = { region: REGION, account: ACCOUNT };
const ROOT = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`]] } };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;

function statements(props: DataKeyProps, env: { region?: string; account?: string } = ENV): Statement[] {
  const stack = new Stack(new App(), 'Keys', { env });
  new DataKey(stack, 'Key', props);
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return key?.Properties.KeyPolicy.Statement;
}

function statement(sid: string, props: DataKeyProps, env = ENV): Statement | undefined {
  return statements(props, env).find((candidate) => candidate.Sid === sid);
}

const actions = (of: Statement | undefined) => [of?.Action ?? []].flat();

/** Written out here once more, and not taken from the source: an action less there is a control or a service less. */
const ADMINISTRATION = [
  'CancelKeyDeletion', 'CreateAlias', 'DeleteAlias', 'DescribeKey', 'DisableKey', 'DisableKeyRotation', 'EnableKey', 'EnableKeyRotation', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants',
  'ListKeyPolicies', 'ListKeyRotations', 'ListResourceTags', 'PutKeyPolicy', 'RevokeGrant', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'UpdateAlias', 'UpdateKeyDescription',
].map((action) => `kms:${action}`);
const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const DESTRUCTION = ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

/** What the policy of each class consists of; a statement more or less is a decision that belongs here. */
const EXPECTED: [DataClass, string[], string[]][] = [
  [DataClass.TRAINING_DATA, ['UseByS3', 'UseByEvents', 'UseByAutoScaling', 'GrantByAutoScaling'], ['s3', 'ec2', 'sqs', 'dynamodb', 'glue']],
  [DataClass.MODELS, ['UseByS3', 'UseByAutoScaling', 'GrantByAutoScaling'], ['s3', 'ecr', 'ec2', 'dynamodb']],
  [DataClass.VECTORS, [], ['rds', 'secretsmanager']],
  [DataClass.SECRETS, [], ['secretsmanager', 'ssm']],
  [DataClass.AUDIT, ['SealWithContext', 'EncryptByCloudTrail', 'DescribeByCloudTrail', 'UseByCloudWatchLogs', 'UseByLogDelivery', 'UseByCloudwatch', 'UseByEvents', 'UseByS3', 'UseByConfig', 'NotifyByAutoScaling'], ['s3', 'sns', 'sqs', 'dynamodb']],
  [DataClass.LOGS, ['UseByCloudWatchLogs', 'UseByLogDelivery'], ['s3', 'sqs', 'firehose']],
];

describe('the policy of a key', () => {
  it.each(EXPECTED)('of %s consists of administration, use through services and the statements of the class', (dataClass, own, through) => {
    const all = statements({ dataClass, autoScalingRoleArn: ROLE });
    expect(all.map(({ Sid }) => Sid)).toEqual(['Administration', 'DescribeInAccount', 'UseThroughServices', 'GrantToServices', ...own]);
    expect(all.find(({ Sid }) => Sid === 'UseThroughServices')).toEqual({
      Sid: 'UseThroughServices', Effect: 'Allow', Principal: ROOT, Resource: '*', Action: [...USE, 'kms:RetireGrant'],
      Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': through.map((service) => `${service}.${REGION}.amazonaws.com`) } },
    });
  });
  it.each(Object.values(DataClass))('of %s names no wildcard principal, and every statement but administration has a condition or one role', (dataClass) => {
    for (const one of statements({ dataClass, autoScalingRoleArn: ROLE })) {
      expect(JSON.stringify(one.Principal)).not.toContain('*');
      if (!['Administration', 'UseByAutoScaling', 'NotifyByAutoScaling'].includes(one.Sid)) expect(Object.keys(one.Condition ?? {})).not.toEqual([]);
      expect(actions(one)).not.toContain('kms:*');
    }
  });
  it('lets administration neither use the key nor hand it on', () => {
    const given = actions(statement('Administration', { dataClass: DataClass.SECRETS }));
    expect(given).toEqual(ADMINISTRATION);
    expect(given.filter((action) => /Encrypt|Decrypt|Generate|Sign|Verify|CreateGrant|\*/.test(action))).toEqual([]);
    expect(given).toContain('kms:PutKeyPolicy');
  });
  it('lets services take grants only for AWS resources', () => {
    expect(statement('GrantToServices', { dataClass: DataClass.VECTORS })).toEqual({
      Sid: 'GrantToServices', Effect: 'Allow', Principal: ROOT, Resource: '*', Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Condition: {
        StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': ['rds', 'secretsmanager'].map((service) => `${service}.${REGION}.amazonaws.com`) },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    });
    expect(statement('GrantByAutoScaling', { dataClass: DataClass.MODELS, autoScalingRoleArn: ROLE })).toMatchObject({ Principal: { AWS: ROLE }, Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } });
  });
  it('lets Auto Scaling notify an encrypted topic, as the one role and for nothing else', () => {
    expect(statement('NotifyByAutoScaling', { dataClass: DataClass.AUDIT, autoScalingRoleArn: ROLE })).toEqual({
      Sid: 'NotifyByAutoScaling', Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*',
    });
    expect(statement('NotifyByAutoScaling', { dataClass: DataClass.AUDIT })).toBeUndefined();
  });
  it('admits CloudWatch Logs for log groups of this account and Region only', () => {
    expect(statement('UseByCloudWatchLogs', { dataClass: DataClass.LOGS })).toMatchObject({
      Principal: { Service: `logs.${REGION}.amazonaws.com` }, Action: USE,
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:${REGION}:${ACCOUNT}:*`]] } } },
    });
  });
  it('admits CloudTrail for trails of this account only', () => {
    const trails = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudtrail:*:${ACCOUNT}:trail/*`]] };
    expect(statement('EncryptByCloudTrail', { dataClass: DataClass.AUDIT })).toMatchObject({
      Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:GenerateDataKey*',
      Condition: { ArnLike: { 'aws:SourceArn': trails }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails } },
    });
    expect(statement('DescribeByCloudTrail', { dataClass: DataClass.AUDIT })).toMatchObject({ Action: ['kms:Decrypt', 'kms:DescribeKey'], Condition: { ArnLike: { 'aws:SourceArn': trails } } });
  });
  it.each([['UseByCloudwatch', 'cloudwatch'], ['UseByEvents', 'events'], ['UseByS3', 's3'], ['UseByConfig', 'config']])('admits the sender of %s only on behalf of this account, to seal and to read again', (sid, service) => {
    expect(statement(sid, { dataClass: DataClass.AUDIT })).toEqual({
      Sid: sid, Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Resource: '*', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
  });
  it('admits log delivery only for logs of this account and Region', () => {
    expect(statement('UseByLogDelivery', { dataClass: DataClass.LOGS })).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: USE,
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:${REGION}:${ACCOUNT}:*`]] } } },
    });
  });
  it('lets a caller of this account, and of no other, read what the key is', () => {
    expect(statement('DescribeInAccount', { dataClass: DataClass.LOGS })).toEqual({
      Sid: 'DescribeInAccount', Effect: 'Allow', Principal: ROOT, Resource: '*', Action: 'kms:DescribeKey', Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } },
    });
  });
  it('lets workloads seal audit records only with an encryption context', () => {
    expect(statement('SealWithContext', { dataClass: DataClass.AUDIT })).toMatchObject({
      Principal: ROOT, Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT }, Null: { 'kms:EncryptionContextKeys': 'false' } },
    });
  });
  it('admits further services by name', () => {
    const props = { dataClass: DataClass.LOGS, throughServices: ['kinesis'], senderServices: ['budgets'] };
    expect(statement('UseThroughServices', props)?.Condition?.StringEquals?.['kms:ViaService']).toContain(`kinesis.${REGION}.amazonaws.com`);
    expect(statement('UseByBudgets', props)).toMatchObject({ Principal: { Service: 'budgets.amazonaws.com' } });
  });
  it('is written for China and for any Region', () => {
    const china = { region: 'cn-north-1', account: ACCOUNT };
    expect(statement('UseByCloudWatchLogs', { dataClass: DataClass.LOGS }, china)?.Principal).toEqual({ Service: 'logs.cn-north-1.amazonaws.com.cn' });
    expect(statement('UseThroughServices', { dataClass: DataClass.VECTORS }, china)?.Condition?.StringEquals?.['kms:ViaService'])
      .toEqual(['rds.cn-north-1.amazonaws.com', 'rds.cn-north-1.amazonaws.com.cn', 'secretsmanager.cn-north-1.amazonaws.com', 'secretsmanager.cn-north-1.amazonaws.com.cn']);
    const anywhere = statements({ dataClass: DataClass.LOGS }, {}).find(({ Sid }) => Sid === 'UseByCloudWatchLogs');
    expect(anywhere?.Principal).toEqual({ Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } });
  });
});

describe('a key with administrators', () => {
  const stack = new Stack(new App(), 'Keys', { env: ENV });
  const arn = `arn:aws:iam::${ACCOUNT}:role/KeyAdministrator`;
  new DataKey(stack, 'Key', { dataClass: DataClass.SECRETS, administrators: [iam.Role.fromRoleArn(stack, 'Administrator', arn)] });
  const policy: Statement[] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0]?.Properties.KeyPolicy.Statement;

  it('is administered by them only', () => {
    const administration = policy.filter((one) => one.Effect === 'Allow' && actions(one).some((action) => ADMINISTRATION.includes(action) && action !== 'kms:DescribeKey' && !/Grant/.test(action)));
    expect(administration.map(({ Principal }) => Principal)).toEqual([{ AWS: arn }]);
  });
  it('denies destruction and a new policy to everyone else', () => {
    expect(policy.find(({ Sid }) => Sid === 'DenyDestructionByOthers')).toMatchObject({
      Effect: 'Deny', Principal: ROOT, Condition: { ArnNotEquals: { 'aws:PrincipalArn': [arn] } },
      Action: DESTRUCTION,
    });
  });
});

describe('keys of all classes', () => {
  const stack = new Stack(new App(), 'Keys', { env: ENV });
  const keys = new DataKeys(stack, 'DataKeys');
  const template = Template.fromStack(stack);

  it('rotate each year, wait thirty days before they die, and outlive their stack', () => {
    template.resourceCountIs('AWS::KMS::Key', Object.values(DataClass).length);
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { EnableKeyRotation: true, RotationPeriodInDays: 365, PendingWindowInDays: 30 } });
    template.resourceCountIs('AWS::KMS::Alias', 0);
  });
  it('admit an Auto Scaling role of their own, unique for each deployment', () => {
    template.hasResourceProperties('AWS::IAM::ServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com', CustomSuffix: { 'Fn::Join': ['', [Match.stringLikeRegexp('^[0-9a-f]{8}-$'), Match.anyValue()]] } });
    expect(keys.autoScalingRoleArn).toBeDefined();
  });
  it.each([['AwsSolutions', AwsSolutionsChecks], ['NIST 800-53 R5', NIST80053R5Checks], ['HIPAA', HIPAASecurityChecks]])('have no finding in %s', (_, Pack) => {
    expect(new Pack().validateScope(stack).violations).toEqual([]);
  });
  it('leave IAM time to show that role to KMS: those that name it follow a key that does not, and that follows the role', () => {
    const stack = new Stack(new App(), 'Keys');
    new DataKeys(stack, 'Keys');
    const made: Record<string, { Type: string; DependsOn?: string[]; Properties: object }> = Template.fromStack(stack).toJSON().Resources;
    const [role] = Object.keys(made).filter((id) => made[id]?.Type === 'AWS::IAM::ServiceLinkedRole');
    const names = (id: string) => JSON.stringify(made[id]?.Properties).includes(`"${role}"`);
    const keys = Object.keys(made).filter((id) => made[id]?.Type === 'AWS::KMS::Key');
    expect(keys.filter(names)).toHaveLength(3);
    for (const id of keys.filter(names)) {
      const between = (made[id]?.DependsOn ?? []).filter((other) => keys.includes(other));
      expect(between).toHaveLength(1);
      expect(between.filter(names)).toEqual([]);
      expect(made[between[0] ?? '']?.DependsOn).toContain(role);
    }
  });
  it('refuse a class that was left out', () => {
    const few = new DataKeys(new Stack(), 'Few', { classes: [DataClass.LOGS] });
    expect(few.autoScalingRoleArn).toBeUndefined();
    expect(() => few.key(DataClass.MODELS)).toThrow(/DataKeyMissing/);
  });
  it('carry aliases when a prefix is given', () => {
    const named = new Stack();
    new DataKeys(named, 'Named', { classes: [DataClass.LOGS], aliasPrefix: 'acme/dev', rotationPeriod: Duration.days(90), pendingWindow: Duration.days(7), removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(named).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/acme/dev/logs' });
    Template.fromStack(named).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete', Properties: { RotationPeriodInDays: 90, PendingWindowInDays: 7 } });
  });
});

describe.each([['without feature flags', {}], ['with recommended feature flags', recommendedFlags]])('grants from another stack, %s', (_, context) => {
  const app = new App({ context });
  const first = new Stack(app, 'First');
  const second = new Stack(app, 'Second');
  const keys = new DataKeys(first, 'Keys');
  const role = new iam.Role(second, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const before = JSON.stringify(first.resolve(keys.key(DataClass.SECRETS).node.defaultChild?.node.id));
  keys.key(DataClass.AUDIT).grantEncryptDecrypt(role);
  new secretsmanager.Secret(second, 'Secret', { encryptionKey: keys.key(DataClass.SECRETS) }).grantRead(role);
  new s3.Bucket(second, 'Bucket', { encryptionKey: keys.key(DataClass.LOGS) }).grantRead(role);
  const policies = JSON.stringify(Template.fromStack(second).findResources('AWS::IAM::Policy'));

  it('leave the key policies as they were, and make no cycle', () => {
    expect(before).toBeDefined();
    for (const key of Object.values(Template.fromStack(first).findResources('AWS::KMS::Key'))) {
      expect(JSON.stringify(key.Properties.KeyPolicy)).not.toMatch(/kms:\*|Second|GetStackOutput|ImportValue/);
      expect(key.Properties.KeyPolicy.Statement.every(({ Sid }: Statement) => Sid !== undefined)).toBe(true);
    }
    expect(first.dependencies).toEqual([]);
    expect(second.dependencies).toEqual([first]);
  });
  it('land in the policy of the role, also when they go through a service', () => {
    expect(policies).toContain('kms:GenerateDataKey*');
    expect(policies).toMatch(/"Action":"kms:Decrypt","Condition":{"StringEquals":{"kms:ViaService":{"Fn::Join":\["",\["secretsmanager\./);
  });
});

describe('misuse', () => {
  it('fails when a period is out of range or a service is not a plain name, with every problem at once', () => {
    const wrong = () => new DataKey(new Stack(), 'Key', { dataClass: DataClass.LOGS, rotationPeriod: Duration.days(30), pendingWindow: Duration.days(3), throughServices: ['s3.amazonaws.com'], senderServices: ['*'] });
    expect(wrong).toThrow(PlatformError);
    expect(wrong).toThrow(/DataKeyPeriodOutOfRange[^]*DataKeyPeriodOutOfRange[^]*DataKeyServiceInvalid[^]*DataKeyServiceInvalid/);
  });
  it('fails when a caller insists on a statement in the key policy', () => {
    const key = new DataKey(new Stack(), 'Key', { dataClass: DataClass.LOGS });
    const wanted = new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('budgets.amazonaws.com')], actions: ['kms:Decrypt'], resources: ['*'] });
    expect(key.addToResourcePolicy(wanted)).toEqual({ statementAdded: false });
    expect(() => key.addToResourcePolicy(wanted, false)).toThrow(/DataKeyPolicyComplete/);
  });
});

describe('keys that exist already', () => {
  const arn = `arn:aws-us-gov:kms:us-gov-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  it('are taken by class and never changed', () => {
    const stack = new Stack();
    const keys = DataKeys.fromDataKeysAttributes(stack, 'Keys', { keyArns: { logs: arn }, autoScalingRoleArn: ROLE });
    expect(keys.key(DataClass.LOGS).keyArn).toBe(arn);
    expect(keys.autoScalingRoleArn).toBe(ROLE);
    expect(() => keys.key(DataClass.AUDIT)).toThrow(/DataKeyMissing/);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });
  it('fail when the class is unknown or the ARN is that of an alias', () => {
    expect(() => DataKeys.fromDataKeysAttributes(new Stack(), 'Keys', { keyArns: { log: arn, audit: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/x` } })).toThrow(/DataClassUnknown[^]*DataKeyArnInvalid/);
  });
});

it('gives two deployments of one app in an account different Auto Scaling roles', () => {
  const stack = new Stack();
  new AutoScalingRole(stack, 'A');
  new AutoScalingRole(stack, 'B');
  const suffixes = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ServiceLinkedRole')).map(({ Properties }) => JSON.stringify(Properties.CustomSuffix));
  expect(new Set(suffixes).size).toBe(2);
  expect(suffixes.every((suffix) => suffix.includes('AWS::StackId'))).toBe(true);
});
