import { App, Duration, RemovalPolicy, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessLogBucket, MinimumTls, SecureBucket } from '../../../constructs/storage';
import { judge } from '../../judge';
import { decide, type Request } from './policy-evaluator';
import { ACCOUNT, REGION, policyOf, type Resources } from './template-values';

const app = new App();
const stack = new Stack(app, 'Stack');
const bucket = new AccessLogBucket(stack, 'Logs', { retention: Duration.days(400), minimumTls: MinimumTls.V1_3 });
bucket.admitLoadBalancerLogs('edge');
const template = Template.fromStack(stack);
const resources: Resources = template.toJSON()['Resources'];
const id = Object.keys(template.findResources('AWS::S3::Bucket'))[0] ?? '';
const policy = policyOf(resources, id);

interface Row {
  readonly name: string;
  readonly action: string;
  readonly service?: string;
  readonly key?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly verdict: 'allow' | 'deny';
}

const LOAD_BALANCERS = 'logdelivery.elasticloadbalancing.amazonaws.com';
const balancer = (account: string) => ({ 'aws:SourceArn': `arn:aws:elasticloadbalancing:${REGION}:${account}:loadbalancer/app/edge/1` });

const ROWS: Row[] = [
  { name: 'S3 delivers logs of a bucket of the account', action: 's3:PutObject', service: 'logging.s3.amazonaws.com', context: { 'aws:SourceAccount': ACCOUNT }, verdict: 'allow' },
  { name: 'S3 delivers logs of a bucket of a stranger', action: 's3:PutObject', service: 'logging.s3.amazonaws.com', context: { 'aws:SourceAccount': '444455556666' }, verdict: 'deny' },
  { name: 'S3 delivers over plain HTTP', action: 's3:PutObject', service: 'logging.s3.amazonaws.com', context: { 'aws:SourceAccount': ACCOUNT, 'aws:SecureTransport': 'false' }, verdict: 'deny' },
  { name: 'another service delivers', action: 's3:PutObject', service: 'delivery.logs.amazonaws.com', context: { 'aws:SourceAccount': ACCOUNT }, verdict: 'deny' },
  { name: 'load balancing delivers into its folder', action: 's3:PutObject', service: LOAD_BALANCERS, key: `edge/AWSLogs/${ACCOUNT}/log.gz`, context: balancer(ACCOUNT), verdict: 'allow' },
  { name: 'load balancing delivers without saying for which load balancer', action: 's3:PutObject', service: LOAD_BALANCERS, key: `edge/AWSLogs/${ACCOUNT}/log.gz`, verdict: 'allow' },
  { name: 'load balancing delivers into another folder', action: 's3:PutObject', service: LOAD_BALANCERS, key: 'elsewhere/log.gz', context: balancer(ACCOUNT), verdict: 'deny' },
  { name: 'load balancing delivers for a stranger', action: 's3:PutObject', service: LOAD_BALANCERS, key: `edge/AWSLogs/${ACCOUNT}/log.gz`, context: balancer('444455556666'), verdict: 'deny' },
  { name: 'load balancing delivers under its own account, as in older regions', action: 's3:PutObject', context: { 'aws:PrincipalAccount': '127311923021' }, verdict: 'allow' },
  { name: 'an auditor reads', action: 's3:GetObject', verdict: 'allow' },
  { name: 'an auditor reads over TLS 1.2', action: 's3:GetObject', context: { 's3:TlsVersion': '1.2' }, verdict: 'deny' },
  { name: 'a stranger reads', action: 's3:GetObject', context: { 'aws:PrincipalAccount': '444455556666' }, verdict: 'deny' },
  ...['s3:GetObjectVersion', 's3:DeleteObject', 's3:DeleteObjectTagging'].map((action): Row => ({ name: `a stranger calls ${action}`, action, context: { 'aws:PrincipalAccount': '444455556666' }, verdict: 'deny' })),
  ...['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'].map((action): Row => ({ name: `a stranger calls ${action}`, action, key: '', context: { 'aws:PrincipalAccount': '444455556666' }, verdict: 'deny' })),
  { name: 'a workload deletes a version', action: 's3:DeleteObjectVersion', verdict: 'deny' },
  { name: 'a workload deletes the bucket', action: 's3:DeleteBucket', key: '', verdict: 'deny' },
  { name: 'a workload changes the lifecycle', action: 's3:PutLifecycleConfiguration', key: '', verdict: 'deny' },
  { name: 'a workload changes the policy', action: 's3:PutBucketPolicy', key: '', verdict: 'deny' },
  { name: 'the deployment changes the policy', action: 's3:PutBucketPolicy', key: '', context: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/cdk-x-cfn-exec-role-${ACCOUNT}-${REGION}` }, verdict: 'allow' },
];

function request({ action, service, key = 'log', context = {} }: Row): Request {
  const caller: Record<string, string> = service === undefined
    ? { 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/workload`, 'aws:PrincipalIsAWSService': 'false' }
    : { 'aws:PrincipalIsAWSService': 'true' };
  return { action, service, resource: `arn:aws:s3:::${id.toLowerCase()}${key === '' ? '' : `/${key}`}`, context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', ...caller, ...context } };
}

describe('access log bucket', () => {
  test.each(ROWS)('decides: $name', (row) => {
    expect(decide(policy, request(row)).verdict).toBe(row.verdict);
  });

  test.each(policy.map((statement) => statement.Sid ?? 'without a Sid'))('decides otherwise when %s is removed', (sid) => {
    const mutated = policy.filter((statement) => statement.Sid !== sid);
    expect(ROWS.filter((row) => decide(mutated, request(row)).verdict !== row.verdict)).not.toHaveLength(0);
  });

  test('is encrypted by S3 itself, versioned, closed, not locked, and forgets', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      AccessControl: Match.absent(),
      ObjectLockEnabled: Match.absent(),
      LoggingConfiguration: Match.absent(),
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 400 })]) },
    });
  });

  test('acknowledges that it is not logged itself only where cdk-nag asks', () => {
    const both = new Stack(new App(), 'Both');
    const key = new kms.Key(both, 'Key', { enableKeyRotation: true });
    new SecureBucket(both, 'Source', { encryptionKey: key, serverAccessLogsBucket: new AccessLogBucket(both, 'Target') });
    Template.fromStack(both);
    expect([judge(stack), judge(both)]).toEqual([{ open: [], stale: [] }, { open: [], stale: [] }]);
  });

  test('lets the function that empties it delete versions and stop writers, and lift nothing else', () => {
    const temporary = new Stack(new App(), 'Temporary');
    new AccessLogBucket(temporary, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
    const [{ Properties: properties } = { Properties: {} }] = Object.values(Template.fromStack(temporary).findResources('AWS::S3::BucketPolicy'));
    const exempting: { Sid: string }[] = properties.PolicyDocument.Statement.filter((statement: object) => JSON.stringify(statement).includes('SecureBucketEmptierRole'));
    expect(exempting.map(({ Sid }) => Sid)).toEqual(['DenyPolicyChange', 'DenyVersionDeletion']);
  });

  test('fails when an administrator is not named', () => {
    expect(() => new AccessLogBucket(new Stack(), 'Logs', { administratorArns: ['*'] })).toThrow(/BucketAdministratorInvalid/);
  });
});
