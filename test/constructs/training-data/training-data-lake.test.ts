import { App, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { WorkloadRole } from '../../../constructs/core/workload-role';
import { MinimumTls } from '../../../constructs/storage';
import { TrainingDataLake, type TrainingDataLakeProps } from '../../../constructs/training-data';
import { judge } from '../../judge';

function lakeWith(props: Partial<TrainingDataLakeProps> = {}) {
  const stack = new Stack(new App({ context: FLAGS }), 'Stack');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const lake = new TrainingDataLake(stack, 'Lake', { encryptionKey: key, logEncryptionKey: key, ...props });
  const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
  const role = (id: string) => new WorkloadRole(stack, id, { assumedBy, description: id });
  lake.grants.ingest(role('Ingest'));
  lake.grants.curate(role('Curate'));
  lake.grants.train(role('Train'));
  return { stack, template: Template.fromStack(stack) };
}

/** What a role may do on which bucket, as `bucket: action`, sorted: statements on several buckets may have been merged. */
function access(template: Template, role: string): string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith(role));
  const found = policies.flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement).flatMap((statement) => {
    const buckets = new Set([...JSON.stringify(statement.Resource).matchAll(/"Lake(Raw|Curated|Quarantine|AccessLogs)/g)].map((match) => match[1] ?? ''));
    return [...buckets].flatMap((bucket) => on(bucket, [statement.Action].flat()));
  });
  return found.sort();
}

const WRITE = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
const READ = ['s3:ListBucket', 's3:GetObject', 's3:GetObjectVersion'];
const on = (bucket: string, actions: string[]) => actions.map((action) => `${bucket}: ${action}`);

describe('training data lake', () => {
  const { stack, template } = lakeWith();

  test('lets ingestion write raw data and nothing else', () => {
    expect(access(template, 'Ingest')).toEqual(on('Raw', WRITE).sort());
  });

  test('lets curation read raw data and write curated data and quarantine', () => {
    expect(access(template, 'Curate')).toEqual([...on('Raw', READ), ...on('Curated', WRITE), ...on('Quarantine', WRITE)].sort());
  });

  test('lets training read curated data and nothing else', () => {
    expect(access(template, 'Train')).toEqual(on('Curated', READ).sort());
  });

  test('logs all three buckets into one', () => {
    const buckets = Object.entries(template.findResources('AWS::S3::Bucket')).filter(([id]) => !id.startsWith('LakeAccessLogs'));
    expect(buckets).toHaveLength(3);
    for (const [, bucket] of buckets) expect(bucket['Properties'].LoggingConfiguration.DestinationBucketName.Ref).toMatch(/^LakeAccessLogs/);
  });

  test('moves what is not read to cheaper tiers, raw and curated', () => {
    template.resourcePropertiesCountIs('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 30 }] })]) } }, 2);
  });

  test('holds the bucket of its access logs to the same TLS, administrators and log key', () => {
    const administrator = 'arn:aws:iam::111122223333:role/lake-administrator';
    const strict = lakeWith({ minimumTls: MinimumTls.V1_3, administratorArns: [administrator], removalPolicy: RemovalPolicy.DESTROY }).template;
    const logs = Object.entries(strict.findResources('AWS::S3::BucketPolicy')).find(([id]) => id.startsWith('LakeAccessLogs'))?.[1]['Properties'].PolicyDocument.Statement;
    expect(logs).toContainEqual(expect.objectContaining({ Sid: 'DenyOldTls', Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } } }));
    expect(logs).toContainEqual(expect.objectContaining({ Sid: 'DenyBucketDeletion', Condition: { ArnNotLike: { 'aws:PrincipalArn': [administrator] } } }));
    strict.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  test('deletes what was quarantined after 30 days and its versions 7 days later', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }), Match.objectLike({ Id: 'ExpireQuarantine', ExpirationInDays: 30 })]) },
    });
  });

  test('keeps replaced versions of curated data for a year', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 365 } }), Match.objectLike({ Id: 'TierByUse' })]) },
    });
  });

  test('has no open finding and no acknowledgement too many', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });
});

describe('training data lake with everything', () => {
  const { stack, template } = lakeWith({
    rawObjectLock: s3.ObjectLockRetention.governance(Duration.days(90)),
    quarantineRetention: Duration.days(3),
    perimeter: { vpcEndpointIds: ['vpce-0aaaaaaaaaaaaaaaa'] },
    removalPolicy: RemovalPolicy.DESTROY,
  });

  test('makes raw data write-once, and only that', () => {
    const locked = Object.entries(template.findResources('AWS::S3::Bucket')).filter(([, bucket]) => bucket['Properties'].ObjectLockEnabled === true);
    expect(locked.map(([id]) => id)).toEqual([expect.stringMatching(/^LakeRaw/)]);
    expect(locked[0]?.[1]['Properties'].ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 90 });
  });

  test('keeps quarantine as long as asked', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Id: 'ExpireQuarantine', ExpirationInDays: 3 })]) } });
  });

  test('puts the perimeter around all three', () => {
    const inside = Object.values(template.findResources('AWS::S3::BucketPolicy')).filter((policy) => JSON.stringify(policy).includes('DenyOutsideEndpoints'));
    expect(inside).toHaveLength(3);
  });

  test('goes with its stack: four buckets emptied by one function', () => {
    template.resourceCountIs('Custom::EmptiedBucket', 4);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });

  test('has no open finding and no acknowledgement too many', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });
});

describe('training data lake with a given log bucket', () => {
  test('makes none of its own', () => {
    const stack = new Stack(new App(), 'Stack');
    const key = new kms.Key(stack, 'Key');
    const lake = new TrainingDataLake(stack, 'Lake', { encryptionKey: key, serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs') });
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 3);
    expect(lake.serverAccessLogsBucket.bucketName).toBe('logs');
  });
});
