import { App, Duration, RemovalPolicy, Stack, Tags, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { WEAKENING_METADATA } from '../../../constructs/core/justification';
import { AccessLogBucket, SecureBucket, type SecureBucketProps } from '../../../constructs/storage';
import { EMPTY_ON_DELETE_TAG } from '../../../lib/contract/bucket-emptier';
import { judge } from '../../judge';

const JUSTIFICATION = { reason: 'a partner curates the data', owner: 'data', expires: '2027-03-31' };

function stackWith(props: Partial<SecureBucketProps> = {}, context?: Record<string, unknown>) {
  const app = new App({ context });
  const stack = new Stack(app, 'Stack');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const bucket = new SecureBucket(stack, 'Bucket', { encryptionKey: key, logEncryptionKey: key, ...props });
  return { app, stack, key, bucket };
}

describe.each([['without feature flags', undefined], ['with the recommended feature flags', FLAGS]])('secure bucket %s', (_, context) => {
  const { stack, bucket } = stackWith({}, context);
  const template = Template.fromStack(stack);

  test('is encrypted with the customer key, versioned, closed to the public and without ACLs', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        AccessControl: Match.absent(),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{
            BucketKeyEnabled: true,
            BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } },
          }],
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
  });

  test('ends unfinished uploads after 7 days and old versions after 90', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }),
          Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 }, ExpiredObjectDeleteMarker: true, Status: 'Enabled' }),
        ]),
      },
    });
  });

  test('logs into a bucket of its own, after that bucket admits the logs', () => {
    template.hasResource('AWS::S3::Bucket', {
      DependsOn: [Match.stringLikeRegexp('^BucketAccessLogsPolicy')],
      Properties: { LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('^BucketAccessLogs') }, LogFilePrefix: 'Stack/Bucket/' } },
    });
  });

  test('keeps its policy when it is kept', () => {
    const policies = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    expect(policies.map((policy: { DeletionPolicy?: string }) => policy.DeletionPolicy)).toEqual(['Retain', 'Retain']);
  });

  test('has nothing that empties it when it is kept', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain(EMPTY_ON_DELETE_TAG);
  });

  test('has no open finding and no acknowledgement too many', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });

  test('has its bucket resource as default child', () => {
    expect(s3.CfnBucket.isCfnBucket(bucket.node.defaultChild)).toBe(true);
  });
});

describe('secure bucket with everything', () => {
  const { stack, bucket } = stackWith({
    objectLock: s3.ObjectLockRetention.governance(Duration.days(200)),
    eventBridgeEnabled: true,
    lifecycleRules: [{ id: 'Tier', transitions: [{ storageClass: s3.StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }] }],
    perimeter: { trustedAccounts: { accountIds: ['444455556666'], justification: JUSTIFICATION } },
    serverAccessLogsPrefix: 'models/',
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Tags.of(stack).add('team', 'data');
  const template = Template.fromStack(stack);

  test('locks new versions, and keeps old ones at least as long as the lock', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 200 } } },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 200 } }), Match.objectLike({ Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 30 }] })]),
      },
      LoggingConfiguration: { LogFilePrefix: 'models/' },
    });
  });

  test('sends events to EventBridge', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } });
  });

  test('records that other accounts are trusted', () => {
    expect(bucket.node.metadata.find((entry) => entry.type === WEAKENING_METADATA)?.data).toMatchObject({ control: 'BucketTrustsOtherAccounts', owner: 'data' });
  });

  test('is emptied by the one function of the stack, which may do so in no other bucket', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('Custom::EmptiedBucket', 2);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Effect: 'Allow', Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'], Resource: [objectsOf('BucketAccessLogs'), objectsOf('Bucket[0-9A-F]{8}')] },
          { Effect: 'Allow', Action: 's3:BypassGovernanceRetention', Resource: objectsOf('Bucket[0-9A-F]{8}') },
        ]),
      },
    });
  });

  test('is deleted in the order emptying, policy, bucket, with the function and its permissions last', () => {
    const waitsFor = (id: string): string[] => {
      const { DependsOn = [], ...resource } = template.toJSON().Resources[id] as { DependsOn?: string[] };
      const referred = [...JSON.stringify(resource).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"(\w+)"/g)].map(([, target = '']) => target).filter((target) => target in template.toJSON().Resources);
      return [...DependsOn, ...referred].flatMap((next) => [next, ...waitsFor(next)]);
    };
    for (const emptying of Object.keys(template.findResources('Custom::EmptiedBucket'))) {
      expect(waitsFor(emptying)).toEqual(expect.arrayContaining([
        expect.stringMatching(/^Bucket.*Policy/), expect.stringMatching(/^SecureBucketEmptierRolePermissions/), expect.stringMatching(/^SecureBucketEmptier[0-9A-F]/), expect.stringMatching(/^SecureBucketEmptierLogs/),
      ]));
    }
    for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::Logs::LogGroup']) template.allResources(type, { DeletionPolicy: 'Delete' });
  });

  test('carries the tag without which it is not emptied', () => {
    template.allResourcesProperties('AWS::S3::Bucket', { Tags: Match.arrayWith([{ Key: EMPTY_ON_DELETE_TAG, Value: 'true' }, { Key: 'team', Value: 'data' }]) });
  });

  test('encrypts the log group of the function', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
  });

  test('has no open finding and no acknowledgement too many', () => {
    expect(judge(stack)).toEqual({ open: [], stale: [] });
  });
});

function objectsOf(pattern: string) {
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${pattern}`), 'Arn'] }, '/*']] };
}

describe('secure buckets in several stacks', () => {
  const app = new App({ context: FLAGS });
  const first = new Stack(app, 'First');
  const key = new kms.Key(first, 'Key', { enableKeyRotation: true });
  const logs = new AccessLogBucket(first, 'Logs', { removalPolicy: RemovalPolicy.DESTROY, logEncryptionKey: key });
  const second = new Stack(app, 'Second');
  for (const id of ['One', 'Two']) {
    new SecureBucket(second, id, { encryptionKey: key, serverAccessLogsBucket: logs, removalPolicy: RemovalPolicy.DESTROY, logEncryptionKey: key });
  }
  const assembly = app.synth();

  test('need nothing of the second stack in the first', () => {
    expect(first.dependencies).toEqual([]);
    expect(second.dependencies).toEqual([first]);
    expect(JSON.stringify(assembly.getStackArtifact(first.artifactId).template.Resources)).not.toContain('Second');
  });

  test('share one emptier in each stack', () => {
    const template = Template.fromJSON(assembly.getStackArtifact(second.artifactId).template);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('Custom::EmptiedBucket', 2);
    expect(Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap((policy) => policy['Properties'].PolicyDocument.Statement)
      .find((statement) => statement.Action.includes('s3:DeleteObjectVersion')).Resource).toHaveLength(2);
  });

  test('have no open finding and no acknowledgement too many', () => {
    expect([judge(first), judge(second)]).toEqual([{ open: [], stale: [] }, { open: [], stale: [] }]);
  });
});

describe('a bucket added after the emptier was rendered', () => {
  test('gets a statement of its own', () => {
    const { stack, key } = stackWith({ removalPolicy: RemovalPolicy.DESTROY });
    stack.resolve(stack.node.findAll().map((node) => ('policyDocument' in node ? node.policyDocument : undefined)));
    expect(() => new SecureBucket(stack, 'Late', { encryptionKey: key, removalPolicy: RemovalPolicy.DESTROY })).not.toThrow();
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))).toMatch(/Late/);
  });
});

describe('secure bucket', () => {
  test('fails with every problem at once', () => {
    expect(() => stackWith({
      objectLock: s3.ObjectLockRetention.compliance(Duration.days(1)),
      removalPolicy: RemovalPolicy.DESTROY,
      administratorArns: ['arn:aws:iam::*:role/anyone'],
      perimeter: { vpcEndpointIds: ['eni-1'], organizationId: 'ou-1', exemptPrincipalArns: ['*'], trustedAccounts: { accountIds: ['1'], justification: JUSTIFICATION } },
    })).toThrow(/PerimeterEndpointInvalid[^]*PerimeterExemptionInvalid[^]*TrustedAccountInvalid[^]*BucketAdministratorInvalid[^]*PerimeterOrganizationInvalid[^]*ComplianceLockCannotBeDestroyed/);
  });

  test('fails on an empty list, which would refuse everything', () => {
    expect(() => stackWith({ perimeter: { vpcEndpointIds: [] } })).toThrow(/PerimeterEndpointInvalid/);
  });

  test('fails when another account is trusted without a reason', () => {
    expect(() => stackWith({ perimeter: { trustedAccounts: { accountIds: ['444455556666'], justification: { ...JUSTIFICATION, reason: 'x' } } } })).toThrow(/JustificationReasonTooShort/);
  });

  test('accepts names that are known at deployment only', () => {
    expect(() => stackWith({ perimeter: { vpcEndpointIds: [new Stack().account] } })).not.toThrow();
  });

  test('accepts a lock in compliance mode when it is retained', () => {
    expect(() => stackWith({ objectLock: s3.ObjectLockRetention.compliance(Duration.days(1)) })).not.toThrow();
  });
});
