import { inTwoStates, kept, one } from './resources';
import { ruleTables } from './rule-table';

const BUCKET = 'AWS::S3::Bucket';
const bucket = (properties: string, ...others: readonly string[]): string => one(BUCKET, properties, ...others);
const encryption = (rest: string): string => bucket(`BucketEncryption: {ServerSideEncryptionConfiguration: [{${rest}}]}`);
const byDefault = (rest: string): string => encryption(`ServerSideEncryptionByDefault: {${rest}}`);
const rules = (rest: string, more = ''): string => bucket(`${more}LifecycleConfiguration: {Rules: [${rest}]}`);
const block = (last: string): string => `PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: 'true', IgnorePublicAcls: true, RestrictPublicBuckets: ${last}}`;
const SOURCE_WITH_KEY = "Source: {Type: 'AWS::S3::Bucket', Properties: {LoggingConfiguration: {DestinationBucketName: !Ref A}, BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: alias/mine}}]}}}";
const TRAIL_INTO_A = "Trail: {Type: 'AWS::CloudTrail::Trail', Properties: {S3BucketName: !Ref A, IsLogging: true}}";
const BALANCER_INTO_A = "LB: {Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {LoadBalancerAttributes: [{Key: access_logs.s3.bucket, Value: !Ref A}]}}";
const lock = (retention: string, on = 'true'): string => `ObjectLockEnabled: ${on}, ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {${retention}}}}`;
const OPEN = '!ImportValue x';
const policyFor = (service: string): string => `P: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref A, PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: ${service}}, Action: 's3:PutObject', Resource: !Sub '\${A.Arn}/*'}}}}`;

ruleTables({
  S3BucketDefaultEncryption: {
    pass: { 'keys of S3': byDefault('SSEAlgorithm: AES256'), 'keys of KMS': byDefault("SSEAlgorithm: 'aws:kms'"), 'two layers': byDefault("SSEAlgorithm: 'aws:kms:dsse'") },
    fail: { nothing: bucket(''), 'no bucket properties at all': 'A: {Type: AWS::S3::Bucket}', 'an algorithm that is none': byDefault('SSEAlgorithm: ROT13') },
    unknown: { 'an imported algorithm': byDefault(`SSEAlgorithm: ${OPEN}`) },
  },
  S3BucketDefaultEncryptionCustomerKey: {
    pass: {
      'a bucket for the logs of a load balancer': `${byDefault('SSEAlgorithm: AES256')}\n${BALANCER_INTO_A}`,
      'a bucket for access logs, which S3 can only write under its own keys': `${byDefault('SSEAlgorithm: AES256')}\n${SOURCE_WITH_KEY}`,
    },
    fail: {
      'keys of S3': byDefault('SSEAlgorithm: AES256'),
      'KMS without a key': byDefault("SSEAlgorithm: 'aws:kms'"),
      'a key under the wrong algorithm': byDefault('SSEAlgorithm: AES256, KMSMasterKeyID: alias/mine'),
    },
    unknown: { 'a configuration that is not told': bucket(`BucketEncryption: ${OPEN}`) },
  },
  S3BucketKeyEnabled: {
    pass: { 'a bucket key': encryption("BucketKeyEnabled: true, ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}") },
    fail: { 'none': byDefault("SSEAlgorithm: 'aws:kms'"), 'one that is off': encryption("BucketKeyEnabled: false, ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}") },
    unknown: { 'a switch from elsewhere': encryption(`BucketKeyEnabled: ${OPEN}, ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}`) },
    skip: { 'keys of S3': byDefault('SSEAlgorithm: AES256') },
  },
  S3BucketBlocksCustomerProvidedKeys: {
    pass: { 'SSE-C blocked': encryption('BlockedEncryptionTypes: {EncryptionType: [SSE-C]}') },
    fail: {
      nothing: bucket(''),
      'an empty list': encryption('BlockedEncryptionTypes: {EncryptionType: []}'),
      none: encryption('BlockedEncryptionTypes: {EncryptionType: [NONE]}'),
    },
    unknown: { 'a list from elsewhere': encryption(`BlockedEncryptionTypes: {EncryptionType: ${OPEN}}`) },
  },
  S3BucketVersioned: {
    pass: { enabled: bucket('VersioningConfiguration: {Status: Enabled}') },
    fail: {
      nothing: bucket(''),
      suspended: bucket('VersioningConfiguration: {Status: Suspended}'),
      'one of two states': inTwoStates(bucket('VersioningConfiguration: {Status: !If [Strict, Enabled, Suspended]}')),
    },
    unknown: {
      'a status from elsewhere': bucket(`VersioningConfiguration: {Status: ${OPEN}}`),
      'a bucket that a macro may change': `Transform: Mine\nResources:\n  ${bucket('VersioningConfiguration: {Status: Enabled}')}`,
    },
  },
  S3BucketPublicAccessBlocked: {
    pass: { 'all four': bucket(block('true')) },
    fail: {
      nothing: bucket(''),
      'three of four': bucket('PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true}'),
      'one that is off': bucket(block('false')),
      'one of two states': inTwoStates(bucket(block('!If [Strict, true, false]'))),
    },
    unknown: { 'one from elsewhere': bucket(block(OPEN)) },
  },
  S3AccessPointPublicAccessBlocked: {
    pass: { 'the default of the service': one('AWS::S3::AccessPoint', 'Bucket: b'), 'all four': one('AWS::S3::AccessPoint', block('true')) },
    fail: {
      'one that is off': one('AWS::S3::AccessPoint', block('false')),
      'a block with one member': one('AWS::S3::AccessPoint', 'PublicAccessBlockConfiguration: {BlockPublicAcls: true}'),
    },
    unknown: { 'one from elsewhere': one('AWS::S3::AccessPoint', block(OPEN)) },
  },
  S3BucketOwnerEnforced: {
    pass: { 'the owner': bucket('OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}') },
    fail: { nothing: bucket(''), 'preference only': bucket('OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerPreferred}]}') },
    unknown: { 'rules from elsewhere': bucket(`OwnershipControls: ${OPEN}`) },
  },
  S3BucketAclNotPublic: {
    pass: { nothing: bucket(''), private: bucket('AccessControl: Private') },
    fail: {
      everybody: bucket('AccessControl: PublicRead'),
      'everybody, writing': bucket('AccessControl: PublicReadWrite'),
      'everybody with an account': bucket('AccessControl: AuthenticatedRead'),
    },
    unknown: { 'a list from elsewhere': bucket(`AccessControl: ${OPEN}`) },
  },
  S3BucketObjectLocked: {
    pass: { days: bucket(lock('Days: 1, Mode: GOVERNANCE')), years: bucket(lock('Years: 1, Mode: COMPLIANCE')) },
    fail: {
      nothing: bucket(''),
      'a lock without retention': bucket('ObjectLockEnabled: true'),
      'a retention without lock': bucket(lock('Days: 30', 'false')),
      'a temporary bucket whose lock is half there': kept(BUCKET, 'DeletionPolicy: Delete', 'ObjectLockEnabled: true'),
    },
    unknown: { 'days from elsewhere': bucket(lock(`Days: ${OPEN}`)), 'a switch from elsewhere': bucket(lock('Days: 1', OPEN)) },
    skip: { 'access logs, which a lock would refuse': `${bucket('')}\n${BALANCER_INTO_A}`, 'a bucket that goes with its stack': kept(BUCKET, 'DeletionPolicy: Delete') },
  },
  S3BucketLockNobodyLifts: {
    pass: {
      compliance: bucket(lock('Days: 30, Mode: COMPLIANCE')),
      'governance where all goes with the stack': kept(BUCKET, 'DeletionPolicy: Delete', lock('Days: 1, Mode: GOVERNANCE')),
    },
    fail: {
      governance: bucket(lock('Days: 30, Mode: GOVERNANCE')),
      'no mode': bucket(lock('Days: 30')),
      'governance of what is kept': kept(BUCKET, 'DeletionPolicy: Retain', lock('Days: 30, Mode: GOVERNANCE')),
    },
    unknown: { 'a mode from elsewhere': bucket(lock(`Days: 30, Mode: ${OPEN}`)) },
    skip: { 'a bucket without lock': bucket('') },
  },
  S3EvidenceBucketLocked: {
    pass: {
      'half a year': bucket(lock('Days: 180, Mode: COMPLIANCE'), TRAIL_INTO_A),
      'a year': bucket(lock('Years: 1'), TRAIL_INTO_A),
      'a day where all goes with the stack': kept(BUCKET, 'DeletionPolicy: Delete', lock('Days: 1'), TRAIL_INTO_A),
      'a bucket that its policy opens to CloudTrail': bucket(lock('Days: 365'), policyFor('cloudtrail.amazonaws.com')),
    },
    fail: {
      'no lock': bucket('', TRAIL_INTO_A),
      'a month': bucket(lock('Days: 30'), TRAIL_INTO_A),
      'a trail of another service': bucket('', policyFor('config.amazonaws.com')),
      'no lock where all goes with the stack': kept(BUCKET, 'DeletionPolicy: Delete', '', TRAIL_INTO_A),
    },
    unknown: { 'days from elsewhere': bucket(lock(`Days: ${OPEN}`), TRAIL_INTO_A) },
    skip: { 'a bucket that takes none': bucket('') },
  },
  S3BucketDropsUnfinishedUploads: {
    pass: {
      'a rule for all': rules('{Status: Enabled, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}'),
      'one of several': rules("{Status: Enabled, ExpirationInDays: 1}, {Status: Enabled, Prefix: '', AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}"),
    },
    fail: {
      nothing: bucket(''),
      'a rule that is off': rules('{Status: Disabled, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}'),
      'a rule for a part': rules('{Status: Enabled, Prefix: tmp/, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}'),
    },
    unknown: {
      'rules from elsewhere': bucket(`LifecycleConfiguration: {Rules: ${OPEN}}`),
      'a status from elsewhere': rules(`{Status: ${OPEN}, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}`),
    },
  },
  S3BucketDropsOldVersions: {
    pass: {
      'a rule for all': rules('{Status: Enabled, NoncurrentVersionExpiration: {NoncurrentDays: 30}}', 'VersioningConfiguration: {Status: Enabled}, '),
      'the older spelling': rules('{Status: Enabled, NoncurrentVersionExpirationInDays: 30}', 'VersioningConfiguration: {Status: Enabled}, '),
    },
    fail: {
      nothing: bucket('VersioningConfiguration: {Status: Enabled}'),
      'current versions only': rules('{Status: Enabled, ExpirationInDays: 30}', 'VersioningConfiguration: {Status: Enabled}, '),
      'a part by tag': rules(
        '{Status: Enabled, TagFilters: [{Key: a, Value: b}], NoncurrentVersionExpiration: {NoncurrentDays: 30}}',
        'VersioningConfiguration: {Status: Enabled}, ',
      ),
    },
    unknown: { 'days from elsewhere': rules(`{Status: Enabled, NoncurrentVersionExpiration: {NoncurrentDays: ${OPEN}}}`, 'VersioningConfiguration: {Status: Enabled}, ') },
    skip: { 'a bucket without versions': bucket('') },
  },
  S3LogBucketExpires: {
    pass: { 'a rule for all': `${rules('{Status: Enabled, ExpirationInDays: 400}')}\n${TRAIL_INTO_A}` },
    fail: { nothing: bucket('', TRAIL_INTO_A), 'a bucket that its policy opens to a writer of logs': bucket('', policyFor('delivery.logs.amazonaws.com')), 'a month': `${rules('{Status: Enabled, ExpirationInDays: 30}')}\n${TRAIL_INTO_A}` },
    unknown: { 'rules from elsewhere': bucket(`LifecycleConfiguration: {Rules: ${OPEN}}`, TRAIL_INTO_A) },
    skip: { 'a bucket for data': bucket('') },
  },
  S3BucketAccessLogged: {
    pass: { 'a bucket that logs into another': bucket('LoggingConfiguration: {DestinationBucketName: logs}') },
    fail: { nothing: bucket(''), 'a configuration without another bucket, which is its own': bucket('LoggingConfiguration: {LogFilePrefix: logs/}') },
    unknown: { 'a configuration from elsewhere': bucket(`LoggingConfiguration: ${OPEN}`) },
    skip: { 'a bucket that takes access logs': `${bucket('')}\n${BALANCER_INTO_A}` },
  },
  S3BucketDataEventsRecorded: {
    pass: {
      'a trail of all buckets': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {EventSelectors: [{ReadWriteType: All, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}]}}",
      ),
      'a trail of this bucket': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: [!Sub '${A.Arn}/']}]}]}}",
      ),
      'a trail that excepts another': bucket(
        '',
        "B: {Type: 'AWS::SNS::Topic'}",
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: resources.ARN, NotStartsWith: ['arn:aws:s3:::logs/']}]}]}}",
      ),
      'reads by one selector and writes by another': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {EventSelectors: [{ReadWriteType: ReadOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::']}]}, {ReadWriteType: WriteOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::']}]}]}}",
      ),
    },
    fail: {
      'a trail without data events': bucket('', "T: {Type: 'AWS::CloudTrail::Trail', Properties: {S3BucketName: logs}}"),
      'a trail that excepts it': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: resources.ARN, NotStartsWith: [!Sub '${A.Arn}/']}]}]}}",
      ),
      'a trail of one folder': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: [!Sub '${A.Arn}/raw/']}]}]}}",
      ),
      'writes only': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {EventSelectors: [{ReadWriteType: WriteOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}]}}",
      ),
      'calls of one name only': bucket(
        '',
        "T: {Type: 'AWS::CloudTrail::Trail', Properties: {AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: eventName, Equals: [PutObject]}]}]}}",
      ),
    },
    unknown: { 'selectors from elsewhere': bucket('', `T: {Type: 'AWS::CloudTrail::Trail', Properties: {EventSelectors: ${OPEN}}}`) },
    skip: { 'templates without trail': bucket(''), 'the bucket of the trail': bucket('', TRAIL_INTO_A) },
  },
});
