import { App, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { WorkloadRole } from '../../../constructs/core/workload-role';
import { HeaderlessUploads, MinimumTls } from '../../../constructs/storage';
import { TrainingDataBucket, TrainingDataBucketGrants } from '../../../constructs/training-data';
import { judge } from '../../judge';

function statementsOf(template: Template, type = 'AWS::IAM::ManagedPolicy'): Record<string, unknown>[] {
  return Object.values(template.findResources(type)).flatMap((policy) => policy['Properties'].PolicyDocument.Statement);
}

describe('training data bucket', () => {
  const stack = new Stack(new App(), 'Stack');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const bucket = new TrainingDataBucket(stack, 'Data', { encryptionKey: key });
  const template = Template.fromStack(stack);

  test('tells EventBridge, counts requests and keeps old versions for half a year', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      MetricsConfigurations: [{ Id: 'EntireBucket' }],
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 180 } })]) },
      ObjectLockEnabled: Match.absent(),
    });
  });

  test('is a secure bucket: customer key, kept on deletion, foreign keys refused', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] } },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'DenyForeignKey', Effect: 'Deny' })]) } });
    expect(s3.CfnBucket.isCfnBucket(bucket.node.defaultChild)).toBe(true);
  });

  test('emits metrics under the names and the dimensions of S3', () => {
    const dimensions = { BucketName: stack.resolve(bucket.bucket.bucketName), FilterId: 'EntireBucket' };
    const metrics = [bucket.metricAllRequests(), bucket.metricClientErrors(), bucket.metricServerErrors(), bucket.metricBytesDownloaded(), bucket.metricBytesUploaded()];
    expect(metrics.map((metric) => metric.metricName)).toEqual(['AllRequests', '4xxErrors', '5xxErrors', 'BytesDownloaded', 'BytesUploaded']);
    for (const metric of metrics) expect(stack.resolve(metric)).toMatchObject({ namespace: 'AWS/S3', statistic: 'Sum', dimensions });
    expect(bucket.metric('FirstByteLatency', { statistic: 'p99', period: Duration.minutes(1) })).toMatchObject({ metricName: 'FirstByteLatency', statistic: 'p99' });
  });

  test('has no open finding and no acknowledgement too many', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });
});

describe('training data bucket with everything', () => {
  const stack = new Stack(new App({ context: FLAGS }), 'Stack');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  new TrainingDataBucket(stack, 'Data', {
    encryptionKey: key,
    minimumTls: MinimumTls.V1_3,
    headerlessUploads: HeaderlessUploads.DENY,
    perimeter: { vpcEndpointIds: ['vpce-0aaaaaaaaaaaaaaaa'], organizationId: 'o-a1b2c3d4e5' },
    objectLock: s3.ObjectLockRetention.governance(Duration.days(365)),
    eventBridgeEnabled: false,
    removalPolicy: RemovalPolicy.DESTROY,
    logEncryptionKey: key,
  });
  const template = Template.fromStack(stack);

  test.each(['DenyHeaderlessUpload', 'DenyOutsideEndpoints', 'DenyListingOutsideEndpoints', 'DenyOutsideOrganization'])('hands the choice on: %s', (sid) => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: sid })]) } });
  });

  test('requires TLS 1.3, keeps old versions as long as the lock, and is silent when asked to be', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } } })]) } });
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      NotificationConfiguration: Match.absent(),
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 365 } })]) },
    });
  });

  test('has no open finding and no acknowledgement too many', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });
});

describe.each([['managed policy', true], ['inline policy', false]])('grants into a %s', (_, managed) => {
  const stack = new Stack(new App(), 'Stack');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const bucket = new TrainingDataBucket(stack, 'Data', { encryptionKey: key });
  const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
  const role = (id: string) => (managed ? new WorkloadRole(stack, id, { assumedBy, description: id }) : new iam.Role(stack, id, { assumedBy }));
  const grants = [bucket.grants.read(role('Reader'), 'images/'), bucket.grants.write(role('Writer')), bucket.grants.write(role('Both')), bucket.grants.read(role('All'))];
  const template = Template.fromStack(stack);
  const type = managed ? 'AWS::IAM::ManagedPolicy' : 'AWS::IAM::Policy';
  const statements = (id: string) => Object.entries(template.findResources(type)).filter(([name]) => name.startsWith(id)).flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement);
  const actions = (id: string) => statements(id).flatMap((statement) => statement.Action);

  test('let a reader read and list under its prefix, and decrypt through S3 for this bucket only', () => {
    expect(statements('Reader')).toEqual([
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^DataBucket/), 'Arn'] }, Condition: { StringLike: { 's3:prefix': 'images/*' } } },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^DataBucket/), 'Arn'] }, '/images/*']] } },
      {
        Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
        Condition: {
          StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': [expect.anything(), expect.anything()] },
        },
      },
    ]);
  });

  test('let a writer upload, and neither read nor delete', () => {
    expect(actions('Writer')).toEqual(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 'kms:GenerateDataKey', 'kms:Decrypt']);
  });

  test('let a reader list everything when no prefix is given', () => {
    expect(statements('All')[0].Condition).toBeUndefined();
  });

  test('write to principals only: no statement allows anything in the bucket or key policy that grants asked for', () => {
    expect(grants.every((grant) => grant.success)).toBe(true);
    expect(statementsOf(template, 'AWS::S3::BucketPolicy').filter((statement) => statement['Effect'] === 'Allow').map((statement) => statement['Sid'])).toEqual(['AllowServerAccessLogs']);
  });

  test('leave no wildcard finding open', () => {
    expect(judge(stack).open.filter((finding) => finding.includes('IAM5'))).toEqual([]);
    expect(judge(stack).stale).toEqual([]);
  });
});

describe('grants to a role of another stack', () => {
  const app = new App({ context: FLAGS });
  const data = new Stack(app, 'Data');
  const key = new kms.Key(data, 'Key', { enableKeyRotation: true });
  const bucket = new TrainingDataBucket(data, 'Data', { encryptionKey: key });
  const training = new Stack(app, 'Training');
  const role = new WorkloadRole(training, 'Trainer', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'trains' });
  bucket.grants.read(role);
  bucket.grants.write(role);
  app.synth();

  test('make no cycle', () => {
    expect(data.dependencies).toEqual([]);
    expect(training.dependencies).toEqual([data]);
  });

  test('leave no finding open and acknowledge each once', () => {
    expect([judge(data), judge(training)]).toEqual([{ open: [], stale: [] }, { open: [], stale: [] }]);
  });
});

describe('imported training data bucket', () => {
  const stack = new Stack(new App(), 'Stack');
  const imported = TrainingDataBucket.fromTrainingDataBucketAttributes(stack, 'Data', { bucketName: 'their-data', encryptionKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' });
  const role = new WorkloadRole(stack, 'Trainer', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'trains' });
  TrainingDataBucketGrants.fromTrainingDataBucket(imported).read(role);
  const template = Template.fromStack(stack);

  test('can be granted, and nothing of it is created', () => {
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
    expect(statementsOf(template).map((statement) => statement['Action'])).toEqual(['s3:ListBucket', ['s3:GetObject', 's3:GetObjectVersion'], 'kms:Decrypt']);
    expect(JSON.stringify(template.toJSON())).toContain('their-data');
  });

  test('has the metrics of its name', () => {
    expect(stack.resolve(imported.metricAllRequests()).dimensions).toEqual({ BucketName: 'their-data', FilterId: 'EntireBucket' });
  });

  test('can be granted to an imported role without effect on it', () => {
    expect(() => imported.grants.read(iam.Role.fromRoleName(new Stack(), 'Role', 'theirs'))).not.toThrow();
  });

  test('leaves no finding open', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });
});
