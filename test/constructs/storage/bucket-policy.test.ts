import { App, CfnResource, Duration, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { cfnBucket } from '../../../constructs/storage/bucket-baseline';
import { ForwardedRequests, HeaderlessUploads, MinimumTls, SecureBucket, type SecureBucketProps } from '../../../constructs/storage';
import { decide, type Request, type Statement } from './policy-evaluator';
import { ACCOUNT, REGION, arn, policyOf, type Resources } from './template-values';

const ENDPOINT = 'vpce-0aaaaaaaaaaaaaaaa';
const ORGANIZATION = 'o-a1b2c3d4e5';
const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/break-glass`;
const WORKLOAD = `arn:aws:iam::${ACCOUNT}:role/workload`;
const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:role/storage-administrator`;
const CFN_EXEC = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`;
const PARTNER = '444455556666';

const ALGORITHM = 's3:x-amz-server-side-encryption';
const KEY_ID = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/** The choices on which verdicts depend. */
interface Choices {
  readonly strict: boolean;
  readonly tls13: boolean;
  readonly endpoints: boolean;
  readonly organization: boolean;
  readonly forwardedDenied: boolean;
  readonly partner: boolean;
  readonly ownAdministrator: boolean;
  readonly destroyed: boolean;
}

/** Every combination of six choices; the other two, which touch statements of their own, take either value beside either value of each. */
const COMBINATIONS: Choices[] = Array.from({ length: 2 ** 6 }, (_, number) => {
  const [strict = false, endpoints = false, organization = false, forwardedDenied = false, ownAdministrator = false, destroyed = false] = [0, 1, 2, 3, 4, 5].map((bit) => (number & (2 ** bit)) !== 0);
  return { strict, endpoints, organization, forwardedDenied, ownAdministrator, destroyed, tls13: strict !== endpoints, partner: organization !== destroyed };
});

const EVERY_STATEMENT: Choices = { strict: true, tls13: true, endpoints: true, organization: true, forwardedDenied: false, partner: false, ownAdministrator: true, destroyed: true };

function propsOf(choices: Choices): Omit<SecureBucketProps, 'encryptionKey'> {
  return {
    headerlessUploads: choices.strict ? HeaderlessUploads.DENY : undefined,
    minimumTls: choices.tls13 ? MinimumTls.V1_3 : undefined,
    perimeter: {
      vpcEndpointIds: choices.endpoints ? [ENDPOINT] : undefined,
      organizationId: choices.organization ? ORGANIZATION : undefined,
      forwardedRequests: choices.forwardedDenied ? ForwardedRequests.DENY : undefined,
      exemptPrincipalArns: [BREAK_GLASS],
      trustedAccounts: choices.partner ? { accountIds: [PARTNER], justification: { reason: 'a partner curates the data', owner: 'data', expires: '2027-03-31' } } : undefined,
    },
    administratorArns: choices.ownAdministrator ? [ADMINISTRATOR] : undefined,
    removalPolicy: choices.destroyed ? RemovalPolicy.DESTROY : undefined,
  };
}

/** The policy of one bucket, read off its stack without writing 256 templates to the disk. */
function policyUnder(choices: Choices): Names & { readonly policy: Statement[] } {
  const stack = new Stack(new App(), 'Stack');
  const bucket = new SecureBucket(stack, 'Bucket', {
    encryptionKey: new kms.Key(stack, 'Key'), serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), ...propsOf(choices),
  });
  const found = stack.node.findAll().filter((node) => CfnResource.isCfnResource(node));
  const resources: Resources = Object.fromEntries(found.map((node) => {
    const properties: unknown = s3.CfnBucketPolicy.isCfnBucketPolicy(node) ? stack.resolve({ Bucket: node.bucket, PolicyDocument: node.policyDocument }) : {};
    return [String(stack.resolve(node.logicalId)), { Type: node.cfnResourceType, Properties: Object(properties) }];
  }));
  const find = (prefix: string) => Object.keys(resources).find((name) => name.startsWith(prefix)) ?? '';
  const id = String(stack.resolve(cfnBucket(bucket).logicalId));
  return { policy: policyOf(resources, id), bucket: arn(resources, id), keyArn: arn(resources, find('Key')), emptierArn: arn(resources, find('SecureBucketEmptierRole')) };
}

const SYNTHESIZED = new Map(COMBINATIONS.map((choices) => [choices, policyUnder(choices)]));

interface Names {
  readonly bucket: string;
  readonly keyArn: string;
  readonly emptierArn: string;
}

interface Row {
  readonly name: string;
  readonly request: (names: Names) => Request;
  /** Whether the request is refused under these choices. */
  readonly denied: (choices: Choices) => boolean;
}

const always = () => true;
const never = () => false;

/** A request as a workload in the VPC makes it; `undefined` takes a key out. */
function from(names: Names, action: string, changes: Readonly<Record<string, string | undefined>> = {}, target: 'object' | 'bucket' = 'object'): Request {
  const context: Record<string, string | undefined> = {
    'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:SourceVpce': ENDPOINT, 'aws:PrincipalOrgID': ORGANIZATION, 'aws:PrincipalAccount': ACCOUNT,
    'aws:PrincipalArn': WORKLOAD, 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false', ...changes,
  };
  return { action, resource: target === 'object' ? `${names.bucket}/folder/object` : names.bucket, context: Object.fromEntries(Object.entries(context).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))) };
}

const encrypted = (names: Names) => ({ [ALGORITHM]: 'aws:kms', [KEY_ID]: names.keyArn });
const OUTSIDE = { 'aws:SourceVpce': undefined };
const FOREIGN_ORGANIZATION = { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' };
const ANONYMOUS = { 'aws:PrincipalArn': undefined, 'aws:PrincipalAccount': undefined, 'aws:PrincipalOrgID': undefined, 'aws:PrincipalIsAWSService': undefined };
const foreign = (account: string) => ({ 'aws:PrincipalArn': `arn:aws:iam::${account}:role/workload`, 'aws:PrincipalAccount': account });
const byService = (names: Names, action: string, changes: Readonly<Record<string, string | undefined>> = {}): Request => from(names, action, {
  'aws:PrincipalArn': undefined, 'aws:PrincipalAccount': undefined, 'aws:PrincipalOrgID': undefined, 'aws:SourceVpce': undefined, 'aws:PrincipalIsAWSService': 'true', ...changes,
});
const by = (principal: string) => ({ 'aws:PrincipalArn': principal, ...OUTSIDE });
const put = (changes: (names: Names) => Readonly<Record<string, string | undefined>>) => (names: Names) => from(names, 's3:PutObject', changes(names));
const upload = (changes: Readonly<Record<string, string | undefined>>) => put((names) => ({ ...encrypted(names), ...changes }));
const get = (changes: Readonly<Record<string, string | undefined>>) => (names: Names) => from(names, 's3:GetObject', changes);

const ROWS: Row[] = [
  { name: 'put with the platform key', request: upload({}), denied: never },
  { name: 'put without headers', request: put(() => ({})), denied: (c) => c.strict },
  { name: 'put with AES256', request: put(() => ({ [ALGORITHM]: 'AES256' })), denied: always },
  { name: 'put with dual-layer encryption', request: put((n) => ({ [ALGORITHM]: 'aws:kms:dsse', [KEY_ID]: n.keyArn })), denied: always },
  { name: 'put with a foreign key', request: put(() => ({ [ALGORITHM]: 'aws:kms', [KEY_ID]: `arn:aws:kms:${REGION}:${PARTNER}:key/theirs` })), denied: always },
  { name: 'put with another key of the account', request: put(() => ({ [ALGORITHM]: 'aws:kms', [KEY_ID]: `arn:aws:kms:${REGION}:${ACCOUNT}:key/other` })), denied: always },
  { name: 'put with aws:kms and no key id', request: put(() => ({ [ALGORITHM]: 'aws:kms' })), denied: always },
  { name: 'put with SSE-C', request: put(() => ({ 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' })), denied: always },
  { name: 'put with the platform key and SSE-C', request: upload({ 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }), denied: always },
  { name: 'change of an object to another key', request: (n) => from(n, 's3:UpdateObjectEncryption', encrypted(n)), denied: always },
  { name: 'change of an object to another key by the deployment', request: (n) => from(n, 's3:UpdateObjectEncryption', { 'aws:PrincipalArn': CFN_EXEC }), denied: (c) => c.ownAdministrator },
  { name: 'change of an object to another key by the named administrator', request: (n) => from(n, 's3:UpdateObjectEncryption', { 'aws:PrincipalArn': ADMINISTRATOR }), denied: (c) => !c.ownAdministrator },
  { name: 'replica written by a role', request: (n) => from(n, 's3:ReplicateObject'), denied: never },
  { name: 'get', request: get({}), denied: never },
  { name: 'get over plain HTTP', request: get({ 'aws:SecureTransport': 'false', 's3:TlsVersion': undefined }), denied: always },
  { name: 'get over TLS 1.2', request: get({ 's3:TlsVersion': '1.2' }), denied: (c) => c.tls13 },
  { name: 'get over TLS 1.1', request: get({ 's3:TlsVersion': '1.1' }), denied: always },
  { name: 'configuration over TLS 1.0', request: (n) => from(n, 's3:GetBucketPolicy', { 's3:TlsVersion': '1.0' }, 'bucket'), denied: always },
  { name: 'get from outside the endpoints', request: get(OUTSIDE), denied: (c) => c.endpoints },
  { name: 'get through a foreign endpoint', request: get({ 'aws:SourceVpce': 'vpce-0bbbbbbbbbbbbbbbb' }), denied: (c) => c.endpoints },
  { name: 'put from outside the endpoints', request: upload(OUTSIDE), denied: (c) => c.endpoints },
  { name: 'delete marker from outside the endpoints', request: (n) => from(n, 's3:DeleteObject', OUTSIDE), denied: (c) => c.endpoints },
  { name: 'listing from outside the endpoints', request: (n) => from(n, 's3:ListBucket', OUTSIDE, 'bucket'), denied: (c) => c.endpoints },
  { name: 'listing through the endpoint', request: (n) => from(n, 's3:ListBucket', {}, 'bucket'), denied: never },
  { name: 'configuration read from outside', request: (n) => from(n, 's3:GetBucketVersioning', OUTSIDE, 'bucket'), denied: never },
  { name: 'get by break-glass from outside', request: get(by(BREAK_GLASS)), denied: never },
  { name: 'get by break-glass over plain HTTP', request: get({ ...by(BREAK_GLASS), 'aws:SecureTransport': 'false' }), denied: always },
  { name: 'get by a role whose name only begins like break-glass', request: get(by(`${BREAK_GLASS}-not`)), denied: (c) => c.endpoints },
  { name: 'get by the break-glass role of another account', request: get({ ...foreign(PARTNER), 'aws:PrincipalArn': `arn:aws:iam::${PARTNER}:role/break-glass` }), denied: (c) => !c.partner },
  { name: 'get forwarded by a service from outside', request: get({ ...OUTSIDE, 'aws:ViaAWSService': 'true' }), denied: (c) => c.endpoints && c.forwardedDenied },
  { name: 'listing forwarded by a service from outside', request: (n) => from(n, 's3:ListBucket', { ...OUTSIDE, 'aws:ViaAWSService': 'true' }, 'bucket'), denied: (c) => c.endpoints && c.forwardedDenied },
  { name: 'get by a caller of another organisation', request: get(FOREIGN_ORGANIZATION), denied: (c) => c.organization },
  { name: 'get by break-glass while the account belongs to no organisation', request: get({ ...by(BREAK_GLASS), 'aws:PrincipalOrgID': undefined }), denied: never },
  { name: 'listing by a service principal', request: (n) => ({ ...byService(n, 's3:ListBucket'), resource: n.bucket }), denied: never },
  { name: 'get by a caller of no organisation', request: get({ 'aws:PrincipalOrgID': undefined }), denied: (c) => c.organization },
  { name: 'listing by a caller of another organisation', request: (n) => from(n, 's3:ListBucket', FOREIGN_ORGANIZATION, 'bucket'), denied: (c) => c.organization },
  { name: 'get by a partner of our organisation', request: get(foreign(PARTNER)), denied: (c) => !c.partner },
  { name: 'get by a stranger', request: get({ ...foreign('777788889999'), ...FOREIGN_ORGANIZATION }), denied: always },
  { name: 'configuration read by a stranger', request: (n) => from(n, 's3:GetBucketPolicy', foreign('777788889999'), 'bucket'), denied: always },
  { name: 'anonymous get through the endpoint', request: get(ANONYMOUS), denied: always },
  { name: 'get by a service principal', request: (n) => byService(n, 's3:GetObject'), denied: never },
  { name: 'put by a service principal without headers', request: (n) => byService(n, 's3:PutObject'), denied: (c) => c.strict },
  { name: 'put by a service principal with AES256', request: (n) => byService(n, 's3:PutObject', { [ALGORITHM]: 'AES256' }), denied: always },
  { name: 'delete a version', request: (n) => from(n, 's3:DeleteObjectVersion'), denied: always },
  { name: 'pass over a governance lock', request: (n) => from(n, 's3:BypassGovernanceRetention'), denied: always },
  { name: 'delete a version by the deployment', request: (n) => from(n, 's3:DeleteObjectVersion', { 'aws:PrincipalArn': CFN_EXEC }), denied: (c) => c.ownAdministrator },
  { name: 'put a delete marker', request: (n) => from(n, 's3:DeleteObject'), denied: never },
  ...['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:DeleteBucket', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration', 's3:PutBucketObjectLockConfiguration',
    's3:PutBucketPublicAccessBlock', 's3:PutBucketOwnershipControls', 's3:PutBucketAcl', 's3:PutBucketLogging', 's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration',
  ].flatMap((action): Row[] => [
    { name: `${action} by a workload`, request: (n) => from(n, action, {}, 'bucket'), denied: always },
    { name: `${action} by break-glass`, request: (n) => from(n, action, by(BREAK_GLASS), 'bucket'), denied: always },
    { name: `${action} by the deployment`, request: (n) => from(n, action, by(CFN_EXEC), 'bucket'), denied: (c) => c.ownAdministrator },
    { name: `${action} by the named administrator`, request: (n) => from(n, action, by(ADMINISTRATOR), 'bucket'), denied: (c) => !c.ownAdministrator },
    { name: `${action} by the deployment role of another account`, request: (n) => from(n, action, { ...by(CFN_EXEC.replace(ACCOUNT, PARTNER)), 'aws:PrincipalAccount': PARTNER }, 'bucket'), denied: always },
  ]),
  { name: 'listing by the deployment', request: (n) => from(n, 's3:ListBucket', by(CFN_EXEC), 'bucket'), denied: (c) => c.endpoints && c.ownAdministrator },
  { name: 'get by the deployment from outside', request: get(by(CFN_EXEC)), denied: (c) => c.endpoints },
  { name: 'emptier deletes a version', request: (n) => from(n, 's3:DeleteObjectVersion', by(n.emptierArn)), denied: (c) => !c.destroyed },
  { name: 'emptier lists versions', request: (n) => from(n, 's3:ListBucketVersions', by(n.emptierArn), 'bucket'), denied: (c) => c.endpoints && !c.destroyed },
  { name: 'emptier stops writes by the policy', request: (n) => from(n, 's3:PutBucketPolicy', by(n.emptierArn), 'bucket'), denied: (c) => !c.destroyed },
  { name: 'emptier deletes the bucket', request: (n) => from(n, 's3:DeleteBucket', by(n.emptierArn), 'bucket'), denied: always },
  { name: 'emptier lifts the public access block', request: (n) => from(n, 's3:PutBucketPublicAccessBlock', by(n.emptierArn), 'bucket'), denied: always },
];

function isDenied(statements: readonly Statement[], request: Request): boolean {
  return decide(statements, request).verdict === 'deny';
}

function withoutCondition(statement: Statement, operator: string, key: string): Statement {
  const conditions = Object.entries(statement.Condition ?? {}).map(([name, keys]) => [name, name === operator ? Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key)) : keys]);
  return { ...statement, Condition: Object.fromEntries(conditions) };
}

describe('bucket policy', () => {
  test.each(ROWS)('decides under every combination of choices: $name', ({ request, denied }) => {
    for (const [choices, { policy, ...names }] of SYNTHESIZED) {
      const decision = decide(policy, request(names));
      expect({ choices, because: decision.because, denied: decision.verdict === 'deny' }).toEqual({ choices, because: decision.because, denied: denied(choices) });
    }
  });

  const { policy, ...names } = policyUnder(EVERY_STATEMENT);
  /** Strict mode hides some conditions of other statements, so they are looked for without it too. */
  const settings = [EVERY_STATEMENT, { ...EVERY_STATEMENT, strict: false, ownAdministrator: false }].map(policyUnder);

  test.each(policy.map((statement) => statement.Sid ?? 'without a Sid'))('lets a refused request through when %s is removed', (sid) => {
    const mutated = policy.filter((statement) => statement.Sid !== sid);
    expect(mutated).toHaveLength(policy.length - 1);
    expect(ROWS.filter(({ request }) => isDenied(policy, request(names)) && !isDenied(mutated, request(names)))).not.toHaveLength(0);
  });

  const conditions = policy.flatMap((statement) => Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) => Object.keys(keys).map((key) => ({ sid: statement.Sid, operator, key }))));

  test.each(conditions)('refuses too much when $sid loses its condition $operator $key', ({ sid, operator, key }) => {
    const without = (statements: readonly Statement[]) => statements.map((statement) => (statement.Sid === sid ? withoutCondition(statement, operator, key) : statement));
    const flipped = settings.flatMap(({ policy: statements, ...others }) =>
      ROWS.filter(({ request }) => !isDenied(statements, request(others)) && isDenied(without(statements), request(others))));
    expect(flipped).not.toHaveLength(0);
  });

  const READS_AND_WRITES = ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:RestoreObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];
  const LISTINGS = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];

  test.each([
    ['DenyOutsideOrganization', [...READS_AND_WRITES, ...LISTINGS]], ['DenyOutsideEndpoints', READS_AND_WRITES], ['DenyListingOutsideEndpoints', LISTINGS],
  ])('guards every way to data by %s', (sid, actions) => {
    expect(policy.find((statement) => statement.Sid === sid)?.Action).toEqual(actions);
  });

  test('has every statement once, and fits into the 20 KB of a bucket policy', () => {
    expect(new Set(policy.map((statement) => statement.Sid)).size).toBe(policy.length);
    expect(JSON.stringify(policy).length).toBeLessThan(12_000);
  });

  test('names only this account and region in the default administrator', () => {
    const plain = SYNTHESIZED.get(COMBINATIONS[0] ?? EVERY_STATEMENT);
    expect(JSON.stringify(plain?.policy.find((statement) => statement.Sid === 'DenyPolicyChange'))).toContain(`arn:aws:iam::${ACCOUNT}:role/cdk-*-cfn-exec-role-${ACCOUNT}-${REGION}`);
  });
});

describe('bucket policy under a lock', () => {
  test.each([['governance', s3.ObjectLockRetention.governance(Duration.days(1)), 'true'], ['no', undefined, 'false']])('passes over a %s lock only where there is one', (_, objectLock, expected) => {
    const stack = new Stack(new App(), 'Stack');
    new SecureBucket(stack, 'Bucket', {
      encryptionKey: new kms.Key(stack, 'Key'), serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), removalPolicy: RemovalPolicy.DESTROY, objectLock,
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('Custom::EmptiedBucket', { BypassGovernance: expected });
    const emptier = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))[0]?.['Properties'].PolicyDocument.Statement.flatMap((statement: Statement) => statement.Action);
    expect(emptier).toEqual(expect.arrayContaining([
      's3:GetBucketTagging', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload',
    ]));
    expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy')).includes('s3:BypassGovernanceRetention')).toBe(expected === 'true');
  });
});
