import { App, Duration, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { AuditTrail, LogArchive, TrailBucket } from '../../../constructs/audit';
import { SECURITY_EVENTS } from '../../../constructs/audit/security-events';
import { DataClass, DataKeys } from '../../../constructs/encryption';
import { circles } from '../secrets/circles';
import { judge } from '../../judge';

const ACCOUNT = '111122223333';
const ENV = { account: ACCOUNT, region: 'eu-central-1' };

function audit(context: Record<string, unknown> = {}, removalPolicy?: RemovalPolicy) {
  const app = new App({ context });
  const foundation = new Stack(app, 'Foundation', { env: ENV });
  const stack = new Stack(app, 'Audit', { env: ENV });
  const keys = new DataKeys(foundation, 'Keys');
  const archive = new LogArchive(stack, 'Archive', { auditKey: keys.key(DataClass.AUDIT), logsKey: keys.key(DataClass.LOGS), removalPolicy });
  const trail = new AuditTrail(stack, 'Trail', { encryptionKey: keys.key(DataClass.AUDIT), logEncryptionKey: keys.key(DataClass.LOGS), bucket: archive.trails, unrecordedBuckets: [archive.delivered, archive.accessLogs], removalPolicy });
  return { foundation, stack, archive, trail, template: Template.fromStack(stack) };
}

const { stack, template, trail, archive } = audit(recommendedFlags);
const resolve = (value: unknown) => JSON.stringify(stack.resolve(value));
const trailProperties = Object.values(template.findResources('AWS::CloudTrail::Trail'))[0]?.Properties;
const statements = (bucket: s3.IBucket): { Sid: string }[] => Object.values(template.findResources('AWS::S3::BucketPolicy'))
  .find(({ Properties }) => JSON.stringify(Properties.Bucket) === resolve(bucket.bucketName))?.Properties.PolicyDocument.Statement;
const statement = (bucket: s3.IBucket, sid: string) => statements(bucket).find(({ Sid }) => Sid === sid);

describe('a trail', () => {
  it('records all Regions and global services, validates its files, and is encrypted with the customer key by its full ARN', () => {
    expect(trailProperties).toMatchObject({ IsLogging: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true });
    expect(JSON.stringify(trailProperties.KMSKeyId)).toMatch(/KeysAudit.*Arn/);
  });
  it.each<[string, object]>([
    ['management events', { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
    ['calls to tables of DynamoDB', { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] }] }],
    ['calls to functions', { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] }] }],
    ['statements through the RDS Data API', { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::RDS::DBCluster'] }] }],
  ])('records %s', (_, selector) => {
    expect(trailProperties.AdvancedEventSelectors).toContainEqual(expect.objectContaining(selector));
  });
  it('records objects in every bucket but those of logs, which would cause events without end', () => {
    const selector = trailProperties.AdvancedEventSelectors.find(({ FieldSelectors }: { FieldSelectors: { Equals?: string[] }[] }) => FieldSelectors.some(({ Equals }) => Equals?.includes('AWS::S3::Object')));
    expect(selector.FieldSelectors[2]).toEqual({ Field: 'resources.ARN', NotStartsWith: [archive.trails, archive.delivered, archive.accessLogs].map((bucket) => stack.resolve(`${bucket.bucketArn}/`)) });
  });
  it('looks for unusual rates of calls and errors', () => {
    expect(trailProperties.InsightSelectors).toEqual([{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }]);
  });
  it('delivers to an encrypted log group through a role that may write there and nowhere else', () => {
    expect(trailProperties).toMatchObject({ CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [expect.stringMatching(/^TrailEvents/), 'Arn'] }, CloudWatchLogsRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^TrailRole/), 'Arn'] } });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: 365 });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('TrailEvents'), 'Arn'] } }] } });
  });
  it('is made after the policies that CloudTrail tries, without a circle', () => {
    const [made] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
    expect(made?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/ArchiveTrailsPolicy/), expect.stringMatching(/TrailRolePermissions/)]));
    expect(circles(template.toJSON())).toEqual([]);
  });
  it('has a name that bucket and key policy can foresee', () => {
    expect(trailProperties.TrailName).toMatch(/^[A-Za-z0-9-]{3,128}$/);
    expect(resolve(trail.trailArn)).toContain(`:cloudtrail:eu-central-1:${ACCOUNT}:trail/${trailProperties.TrailName}`);
  });
  it('fails when the name is not one of a trail', () => {
    const other = new Stack();
    expect(() => new AuditTrail(other, 'T', { encryptionKey: new DataKeys(other, 'K').key(DataClass.AUDIT), trailName: 'a--b' })).toThrow(/TrailNameInvalid/);
  });
  it('records listed buckets only, when they are listed', () => {
    const other = new Stack();
    const recorded = s3.Bucket.fromBucketName(other, 'B', 'training-data');
    new AuditTrail(other, 'T', { encryptionKey: new DataKeys(other, 'K').key(DataClass.AUDIT), recordedBuckets: [recorded], dataEventTypes: [], insightTypes: ['ApiErrorRateInsight'] });
    Template.fromStack(other).hasResourceProperties('AWS::CloudTrail::Trail', {
      AdvancedEventSelectors: [Match.anyValue(), { FieldSelectors: [Match.anyValue(), Match.anyValue(), { Field: 'resources.ARN', StartsWith: [other.resolve(`${recorded.bucketArn}/`)] }] }],
      InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }],
    });
  });
  it('can be that of the organisation, and then nothing is created', () => {
    const other = new Stack();
    expect(AuditTrail.fromAuditTrailAttributes(other, 'T', { trailArn: 'arn:aws:cloudtrail:eu-central-1:999999999999:trail/organisation' }).trailArn).toContain('999999999999');
    expect(Template.fromStack(other).toJSON().Resources).toBeUndefined();
  });
});

describe('the bucket of the trail', () => {
  it('admits this trail only, to its own folder', () => {
    const ofTrail = { 'aws:SourceArn': stack.resolve(trail.trailArn) };
    expect(statement(archive.trails, 'AllowTrailCheck')).toMatchObject({ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:GetBucketAcl', Resource: stack.resolve(archive.trails.bucketArn), Condition: { StringEquals: ofTrail } });
    expect(statement(archive.trails, 'AllowTrailDelivery')).toMatchObject({
      Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Condition: { StringEquals: { ...ofTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      Resource: stack.resolve(archive.trails.arnForObjects(`AWSLogs/${ACCOUNT}/*`)),
    });
  });
  it('is locked in compliance mode for a year, and keeps logs for ten', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        ObjectLockEnabled: true, ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } } },
        LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Id: 'ExpireLogs', ExpirationInDays: 3653 })]) },
      },
    });
  });
  it("takes CloudTrail's digests, which it never encrypts with a customer key, and nobody else's AES256", () => {
    expect(statement(archive.trails, 'DenyWrongAlgorithm')).toMatchObject({ Effect: 'Deny', Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' }, StringNotEqualsIfExists: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } } });
    expect(statement(archive.delivered, 'DenyWrongAlgorithm')).not.toHaveProperty('Condition.StringNotEqualsIfExists');
  });
  it('fails when logs would expire while they are locked', () => {
    const other = new Stack();
    const encryptionKey = new DataKeys(other, 'K').key(DataClass.AUDIT);
    expect(() => new TrailBucket(other, 'B', { encryptionKey, retention: Duration.days(30), objectLock: s3.ObjectLockRetention.governance(Duration.days(60)) })).toThrow(/TrailRetentionBelowLock/);
  });
});

describe('the archive', () => {
  it('admits log delivery on behalf of this account only', () => {
    const Principal = { Service: 'delivery.logs.amazonaws.com' };
    const ArnLike = { 'aws:SourceArn': stack.resolve(stack.formatArn({ service: 'logs', resource: '*' })) };
    const ofAccount = { 'aws:SourceAccount': ACCOUNT };
    expect(statement(archive.delivered, 'AWSLogDeliveryWrite')).toEqual({
      Sid: 'AWSLogDeliveryWrite', Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: stack.resolve(archive.delivered.arnForObjects('*')),
      Condition: { StringEquals: { ...ofAccount, 's3:x-amz-acl': 'bucket-owner-full-control' }, ArnLike },
    });
    expect(statement(archive.delivered, 'AWSLogDeliveryAclCheck')).toEqual({
      Sid: 'AWSLogDeliveryAclCheck', Effect: 'Allow', Principal, Action: ['s3:GetBucketAcl', 's3:ListBucket'], Resource: stack.resolve(archive.delivered.bucketArn), Condition: { StringEquals: ofAccount, ArnLike },
    });
  });
  it.each([['a year by default', undefined, 365], ['as long as asked', Duration.days(400), 400]])('keeps delivered logs and access logs %s', (_, retention, days) => {
    const other = new Stack();
    const keys = new DataKeys(other, 'K');
    new LogArchive(other, 'Archive', { auditKey: keys.key(DataClass.AUDIT), logsKey: keys.key(DataClass.LOGS), deliveredRetention: retention, accessRetention: retention });
    Template.fromStack(other).resourcePropertiesCountIs('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Id: 'ExpireLogs', ExpirationInDays: days })]) } }, 2);
  });
  it.each(['Archive', 'OwnBucket'])('encrypts the logs of the function that empties the buckets: %s', (which) => {
    const other = new Stack();
    const keys = new DataKeys(other, 'K');
    const [auditKey, logsKey] = [keys.key(DataClass.AUDIT), keys.key(DataClass.LOGS)];
    if (which === 'Archive') new LogArchive(other, 'Archive', { auditKey, logsKey, removalPolicy: RemovalPolicy.DESTROY });
    else new AuditTrail(other, 'Trail', { encryptionKey: auditKey, logEncryptionKey: logsKey, removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(other).allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: other.resolve(logsKey.keyArn) });
    for (const type of ['AWS::Logs::LogGroup', 'AWS::S3::Bucket']) Template.fromStack(other).allResources(type, { DeletionPolicy: 'Delete' });
  });
  it('logs access to its buckets in one place', () => {
    template.resourcePropertiesCountIs('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: stack.resolve(archive.accessLogs.bucketName) } }, 2);
  });
});

describe('the alarms', () => {
  it.each(SECURITY_EVENTS)('tell when: $title', ({ name, title, pattern, threshold }) => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: pattern, MetricTransformations: [{ MetricName: name, MetricNamespace: 'SecureAiPlatform/Audit', MetricValue: '1' }] });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmDescription: title, MetricName: name, Namespace: 'SecureAiPlatform/Audit', Statistic: 'Sum', Period: 300, Threshold: threshold, TreatMissingData: 'notBreaching', AlarmActions: [stack.resolve(trail.alarms.topic.topicArn)] });
    expect(pattern.length).toBeLessThanOrEqual(1024);
    expect([...pattern].filter((letter) => letter === '(')).toHaveLength([...pattern].filter((letter) => letter === ')').length);
  });
  it('cover the fifteen events of the CIS benchmark', () => {
    expect(SECURITY_EVENTS.map(({ name }) => name)).toEqual([
      'UnauthorizedCalls', 'SignInWithoutMfa', 'RootUse', 'IamPolicyChange', 'TrailChange', 'SignInFailure', 'KeyDisabled', 'BucketPolicyChange', 'ConfigChange',
      'SecurityGroupChange', 'NetworkAclChange', 'GatewayChange', 'RouteChange', 'VpcChange', 'OrganizationChange',
    ]);
  });
  it('go to an encrypted topic that only CloudWatch of this account publishes to, over TLS', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Sid: 'AllowAlarms', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: stack.resolve(trail.alarms.topic.topicArn), Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': stack.resolve(stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' })) } } }),
      ]) },
    });
  });
});

describe.each([
  ['without feature flags', {}, undefined], ['with recommended feature flags', recommendedFlags, undefined], ['when it goes with its stack', recommendedFlags, RemovalPolicy.DESTROY],
] as const)('audit across stacks, %s', (_, context, removalPolicy) => {
  const made = audit({ ...context }, removalPolicy);
  it('depends one way', () => {
    expect(made.foundation.dependencies).toEqual([]);
    expect(circles(made.template.toJSON())).toEqual([]);
  });
  it('has no finding that is not acknowledged, and no stale acknowledgement', () => {
    expect(judge(made.stack)).toEqual({ open: [], stale: [] });
  });
  it(removalPolicy === undefined ? 'keeps buckets and log group' : 'leaves neither bucket nor log group behind, and stops the trail before its bucket is emptied', () => {
    const kept = removalPolicy === undefined ? 'Retain' : 'Delete';
    made.template.allResources('AWS::S3::Bucket', { DeletionPolicy: kept });
    made.template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: kept });
    if (removalPolicy === undefined) return;
    made.template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } } });
    expect(Object.values(made.template.findResources('AWS::CloudTrail::Trail'))[0]?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/ArchiveTrailsEmptying/)]));
  });
});
