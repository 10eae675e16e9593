import { App, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { WorkloadRole } from '../../../constructs/core/workload-role';
import { DataClass, DataKeys } from '../../../constructs/encryption';
import { ModelRegistry, type ModelRegistryProps } from '../../../constructs/model-registry';
import { MODELS_PREFIX } from '../../../constructs/model-registry/perms';
import { AccessLogBucket } from '../../../constructs/storage';
import { modelPrefix } from '../../../lib/services/model-signing/layout';
import { judge } from '../../judge';

const PUBLISHER = 'arn:aws:iam::111122223333:role/model-pipeline';

function build(props: Partial<ModelRegistryProps> = {}, app = new App()) {
  const stack = new Stack(app, 'Test');
  const keys = new DataKeys(stack, 'Keys');
  const registry = new ModelRegistry(stack, 'Registry', { encryptionKey: keys.key(DataClass.MODELS), logEncryptionKey: keys.key(DataClass.LOGS), ...props });
  return { stack, registry };
}

function role(scope: Stack, id = 'Role'): WorkloadRole {
  return new WorkloadRole(scope, id, { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com'), description: 'A role of the test' });
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

function statements(template: Template, type: string, property: string): Statement[] {
  return Object.values(template.findResources(type)).flatMap((resource) => (resource as { Properties: Record<string, { Statement: Statement[] }> }).Properties[property]?.Statement ?? []);
}

const actionsOf = (list: readonly Statement[]) => list.flatMap((statement) => statement.Action).sort();

describe('by default', () => {
  const template = Template.fromStack(build().stack);
  const signingKey = Object.values(template.findResources('AWS::KMS::Key', { Properties: { KeyUsage: 'SIGN_VERIFY' } }))[0] as { Properties: { KeyPolicy: { Statement: Statement[] } }; DeletionPolicy: string };

  test('locks every version in compliance mode for 90 days, and keeps versions', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 90 } } },
      VersioningConfiguration: { Status: 'Enabled' },
      MetricsConfigurations: [{ Id: 'EntireBucket' }],
    });
  });

  test('signs with an elliptic curve key that only signs and verifies', () => {
    expect(signingKey).toMatchObject({ DeletionPolicy: 'Retain', Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } });
  });

  test('keeps administering, signing and verifying apart in the key policy, and allows nothing else', () => {
    const byName = new Map(signingKey.Properties.KeyPolicy.Statement.map((statement) => [statement.Sid, statement]));
    expect([...byName.keys()]).toEqual(['Administration', 'Sign', 'Verify']);
    const administration = [byName.get('Administration')?.Action].flat();
    expect(administration).toContain('kms:PutKeyPolicy');
    for (const action of administration) expect(action).not.toMatch(/\*|Sign|Verify|CreateGrant|GetPublicKey/);
    expect(byName.get('Sign')).toMatchObject({ Action: 'kms:Sign', Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' }, 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } } });
    expect(byName.get('Verify')).toMatchObject({ Action: ['kms:GetPublicKey', 'kms:Verify'], Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } } });
  });

  test.each(['Inference', 'InferenceInit', 'Gateway'])('%s repository: tags never move, images are scanned, layers lie under the customer key, leftovers go', (id) => {
    const [repository] = Object.entries(template.findResources('AWS::ECR::Repository')).filter(([logical]) => new RegExp(`^Registry${id}[0-9A-F]{8}$`).test(logical)).map(([, resource]) => resource);
    expect(repository).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: true },
        EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: expect.objectContaining({ 'Fn::GetAtt': expect.arrayContaining(['Arn']) }) },
        LifecyclePolicy: { LifecyclePolicyText: expect.stringContaining('"tagStatus":"untagged","countType":"sinceImagePushed","countNumber":14') },
      },
    });
  });

  test('repositories refuse other accounts and allow nobody by policy', () => {
    const found = statements(template, 'AWS::ECR::Repository', 'RepositoryPolicyText');
    expect(found).toHaveLength(3);
    for (const statement of found) {
      expect(statement).toEqual({
        Sid: 'DenyOtherAccounts', Effect: 'Deny', Action: 'ecr:*', Principal: { AWS: '*' },
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
      });
    }
  });

  test('tells EventBridge of new versions', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockEnabled: true, NotificationConfiguration: { EventBridgeConfiguration: Match.anyValue() } });
  });
});

describe('with named publishers', () => {
  const template = Template.fromStack(build({ publisherArns: [PUBLISHER], repositories: ['gateway'], untaggedImageExpiration: Duration.days(3), eventBridgeEnabled: false }).stack);
  const others = { ArnNotLike: { 'aws:PrincipalArn': [PUBLISHER] } };

  test('the signing key refuses to sign for anyone else', () => {
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([{ Sid: 'DenySigningByOthers', Effect: 'Deny', Principal: { AWS: '*' }, Action: ['kms:Sign', 'kms:CreateGrant'], Resource: '*', Condition: others }]) } });
  });

  test('the bucket refuses models from anyone else', () => {
    const found = statements(template, 'AWS::S3::BucketPolicy', 'PolicyDocument').find((statement) => statement.Sid === 'DenyPublishingByOthers');
    expect(found).toMatchObject({ Effect: 'Deny', Action: 's3:PutObject', Principal: { AWS: '*' } });
    expect(JSON.stringify(found?.Resource)).toContain('/models/*');
    expect(JSON.stringify(found?.Condition)).toContain(PUBLISHER);
  });

  test('repositories refuse pushes by anyone else', () => {
    const found = statements(template, 'AWS::ECR::Repository', 'RepositoryPolicyText').find((statement) => statement.Sid === 'DenyPushByOthers');
    expect(found).toMatchObject({ Effect: 'Deny', Action: expect.arrayContaining(['ecr:PutImage', 'ecr:UploadLayerPart']) });
    expect(found?.Condition).toEqual(others);
  });
});

describe('destroyed with its stack', () => {
  const template = Template.fromStack(build({ removalPolicy: RemovalPolicy.DESTROY }).stack);

  test('empties bucket and repositories and deletes the key, under a lock that the emptying function may pass', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } } });
    template.hasResourceProperties('Custom::EmptiedBucket', { BypassGovernance: 'true' });
    template.allResources('AWS::ECR::Repository', { DeletionPolicy: 'Delete', Properties: { EmptyOnDelete: true } });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete', Properties: { KeyUsage: 'SIGN_VERIFY' } });
  });
});

describe('grants', () => {
  const { stack, registry } = build();
  const publisher = role(stack, 'Publisher');
  const deployer = role(stack, 'Deployer');
  const builder = role(stack, 'Builder');
  registry.grants.publish(publisher, 'llm');
  registry.grants.deploy(deployer, 'models/llm/1.0.0');
  registry.grants.pushImage(builder, 'gateway');
  registry.grants.pullImage(builder, 'inference');
  const template = Template.fromStack(stack);
  const of = (id: string) => Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([logical]) => logical.startsWith(id)).flatMap(([, policy]) => (policy as { Properties: { PolicyDocument: { Statement: Statement[] } } }).Properties.PolicyDocument.Statement);

  test('a publisher uploads below its model, signs, and neither reads nor deletes', () => {
    expect(actionsOf(of('Publisher'))).toEqual(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GetPublicKey', 'kms:Sign', 's3:AbortMultipartUpload', 's3:GetEncryptionConfiguration', 's3:ListBucket', 's3:ListMultipartUploadParts', 's3:PutObject']);
    const text = JSON.stringify(of('Publisher'));
    expect(text).toContain('/models/llm/*');
    expect(text).not.toContain('/models/*');
  });

  test('a deployer reads one version and verifies, and cannot sign or write', () => {
    expect(actionsOf(of('Deployer'))).toEqual(['kms:Decrypt', 'kms:GetPublicKey', 'kms:Verify', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket']);
    expect(JSON.stringify(of('Deployer').find((statement) => statement.Action === 's3:ListBucket')?.Condition)).toBe('{"StringLike":{"s3:prefix":"models/llm/1.0.0/*"}}');
  });

  test('the encryption key is usable through S3 only', () => {
    for (const id of ['Publisher', 'Deployer']) {
      const decrypt = of(id).find((statement) => [statement.Action].flat().includes('kms:Decrypt'));
      expect(JSON.stringify(decrypt?.Condition)).toContain('kms:ViaService');
    }
  });

  test('a builder pushes to one repository only', () => {
    const push = of('Builder').filter((statement) => [statement.Action].flat().includes('ecr:PutImage'));
    expect(push).toHaveLength(1);
    expect(push[0]?.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^RegistryGateway/), 'Arn'] });
    expect(of('Builder').filter((statement) => statement.Resource === '*').map((statement) => statement.Action)).toEqual(['ecr:GetAuthorizationToken']);
  });

  test.each(['models', 'models/llm/', 'models/*', 'other/llm/1', 'models/llm/1/x', 'models/../x'])('fails when the model prefix is %s', (prefix) => {
    expect(() => registry.grants.deploy(deployer, prefix)).toThrow('[ModelPrefixInvalid]');
  });

  test('fails for a repository that the registry does not have', () => {
    expect(() => registry.grants.pushImage(builder, 'web')).toThrow('[ModelRegistryRepositoryUnknown]');
  });
});

describe('fails', () => {
  test.each<[string, Partial<ModelRegistryProps>, string]>([
    ['a repository name is not plain', { repositories: ['Web App'] }, 'ModelRegistryRepositoryInvalid'],
    ['a repository is named twice', { repositories: ['web', 'web'] }, 'ModelRegistryRepositoryRepeated'],
    ['nobody may publish', { publisherArns: [] }, 'ModelRegistryPublishersEmpty'],
    ['a publisher is everyone', { publisherArns: ['*'] }, 'ModelRegistryPublisherInvalid'],
    ['images without a tag go at once', { untaggedImageExpiration: Duration.hours(1) }, 'ModelRegistryExpirationInvalid'],
    ['a compliance lock is to be destroyed', { removalPolicy: RemovalPolicy.DESTROY, objectLock: s3.ObjectLockRetention.compliance(Duration.days(1)) }, 'ComplianceLockCannotBeDestroyed'],
  ])('when %s', (_, props, code) => {
    expect(() => build(props)).toThrow(`[${code}]`);
  });

  test('with every problem at once', () => {
    expect(() => build({ repositories: ['A'], publisherArns: [] })).toThrow(/ModelRegistryRepositoryInvalid[\s\S]*ModelRegistryPublishersEmpty/);
  });
});

describe('imported', () => {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const registry = ModelRegistry.fromModelRegistryAttributes(stack, 'Registry', {
    bucketArn: 'arn:aws:s3:::models-of-elsewhere',
    encryptionKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000001',
    signingKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000002',
    repositoryArns: { gateway: 'arn:aws:ecr:eu-west-1:111122223333:repository/gateway' },
  });
  registry.grants.deploy(role(stack), 'models/llm/1.0.0');
  registry.grants.pullImage(role(stack, 'Puller'), 'gateway');

  test('grants work and nothing is created', () => {
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:GetPublicKey', 'kms:Verify'], Resource: Match.stringLikeRegexp('0002$') })]) } });
  });

  test('metrics name the bucket', () => {
    expect(registry.metricGetRequests()).toMatchObject({ namespace: 'AWS/S3', metricName: 'GetRequests', statistic: 'Sum', dimensions: { BucketName: 'models-of-elsewhere', FilterId: 'EntireBucket' } });
    expect(registry.metricPutRequests().metricName).toBe('PutRequests');
    expect(registry.metricClientErrors().metricName).toBe('4xxErrors');
  });
});

test('key, logs and registry, roles in three stacks: no cyclic reference, with recommended flags', () => {
  const app = new App({ context: recommendedFlags });
  const foundation = new Stack(app, 'Foundation');
  const keys = new DataKeys(foundation, 'Keys');
  const logs = new AccessLogBucket(foundation, 'Logs', {});
  const models = new Stack(app, 'Models');
  const registry = new ModelRegistry(models, 'Registry', { encryptionKey: keys.key(DataClass.MODELS), serverAccessLogsBucket: logs });
  const inference = new Stack(app, 'Inference');
  registry.grants.deploy(role(inference), 'models/llm/1.0.0');
  registry.grants.publish(role(inference, 'Publisher'));
  app.synth();
  expect(models.dependencies).toEqual([foundation]);
  expect(inference.dependencies).toEqual(expect.arrayContaining([models, foundation]));
});

test('the signing key takes no statement and keeps no account-wide permission', () => {
  const { stack, registry } = build();
  expect(registry.signingKey.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] })).statementAdded).toBe(false);
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::KMS::Key', { Properties: { KeyUsage: 'SIGN_VERIFY' } }))).not.toContain('kms:*');
});

test.each([RemovalPolicy.RETAIN, RemovalPolicy.DESTROY])('the packs find nothing that is not acknowledged, and no acknowledgement is stale (%s)', (removalPolicy) => {
  const app = new App();
  const { stack, registry } = build({ removalPolicy, publisherArns: [PUBLISHER] }, app);
  const consumer = new Stack(app, 'Consumer');
  for (const scope of [stack, consumer]) {
    registry.grants.publish(role(scope, 'Publisher'));
    registry.grants.deploy(role(scope, 'Deployer'), 'models/llm/1.0.0');
    registry.grants.pushImage(role(scope, 'Builder'), 'gateway');
    registry.grants.pullImage(role(scope, 'Puller'), 'gateway');
  }
  expect(judge(app)).toEqual({ open: [], stale: [] });
});

test('the registry and the publisher agree on where models lie', () => {
  expect(modelPrefix('llm', '1.0.0').startsWith(MODELS_PREFIX)).toBe(true);
});
