import { one } from './resources';
import { ruleTables } from './rule-table';

const DENY_HTTP = "Effect: Deny, Principal: '*', Condition: {Bool: {aws:SecureTransport: 'false'}}";
const OBJECTS = "[!GetAtt A.Arn, !Sub '${A.Arn}/*']";
/** A bucket with policies of the statements. */
const bucket = (...policies: readonly string[]): string => encrypted('', ...policies);
const encrypted = (properties: string, ...policies: readonly string[]): string =>
  one(
    'AWS::S3::Bucket',
    properties,
    ...policies.map((statements, index) => `P${index}: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref A, PolicyDocument: {Version: '2012-10-17', Statement: ${statements}}}}`),
  );
const foreign = (statements: string, name = 'elsewhere'): string => one(
  'AWS::S3::BucketPolicy',
  `Bucket: ${name}, PolicyDocument: {Version: '2012-10-17', Statement: ${statements}}`,
);
const queue = (statements: string, queues = '[!Ref A]'): string => one(
  'AWS::SQS::Queue',
  '',
  `P: {Type: 'AWS::SQS::QueuePolicy', Properties: {Queues: ${queues}, PolicyDocument: {Statement: ${statements}}}}`,
);
const secret = (statements: string): string => one(
  'AWS::SecretsManager::Secret',
  '',
  `P: {Type: 'AWS::SecretsManager::ResourcePolicy', Properties: {SecretId: !Ref A, ResourcePolicy: {Statement: ${statements}}}}`,
);
const topic = (statements: string): string => one(
  'AWS::SNS::Topic',
  '',
  `P: {Type: 'AWS::SNS::TopicPolicy', Properties: {Topics: [!Ref A], PolicyDocument: {Statement: ${statements}}}}`,
);
const ALL_HTTP = `{${DENY_HTTP}, Action: 's3:*', Resource: ${OBJECTS}}`;
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0f0f0f0f';
const WITH_KEY = `BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '${KEY_ARN}'}}]}`;
const put = (condition: string): string => `{Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: !Sub '\${A.Arn}/*', Condition: {${condition}}}`;
const ALGORITHM = "'s3:x-amz-server-side-encryption'";
const ID = "'s3:x-amz-server-side-encryption-aws-kms-key-id'";
const UPLOADS = [
  put(`'Null': {${ALGORITHM}: 'false'}, StringNotEquals: {${ALGORITHM}: 'aws:kms'}`), put(`'Null': {${ID}: 'false'}, StringNotEquals: {${ID}: '${KEY_ARN}'}`), put(`StringEquals: {${ALGORITHM}: 'aws:kms'}, 'Null': {${ID}: 'true'}`),
  put("'Null': {'s3:x-amz-server-side-encryption-customer-algorithm': 'false'}"), "{Effect: Deny, Principal: '*', Action: 's3:UpdateObjectEncryption', Resource: !Sub '${A.Arn}/*'}",
];
const without = (index: number): string => `[${UPLOADS.filter((_, each) => each !== index).join(', ')}]`;
const insiders = (actions: string, resource: string): string => `{Effect: Deny, Principal: '*', Action: [${actions}], Resource: ${resource}, Condition: {ArnNotLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/deployment'}}}`;
const GUARDS = [
  insiders("'s3:DeleteObjectVersion', 's3:BypassGovernanceRetention'", "!Sub '${A.Arn}/*'"), insiders("'s3:*BucketPolicy'", '!GetAtt A.Arn'), insiders("'s3:DeleteBucket'", '!GetAtt A.Arn'), insiders("'s3:PutBucket*', 's3:Put*Configuration'", '!GetAtt A.Arn'),
];

ruleTables({
  S3BucketDeniesPlainHttp: {
    pass: {
      'one statement for bucket and objects': bucket(ALL_HTTP), 'two statements that share it': bucket(`[{${DENY_HTTP}, Action: 's3:*', Resource: !GetAtt A.Arn}, {${DENY_HTTP}, Action: 's3:*', Resource: !Sub '\${A.Arn}/*'}]`),
      'wildcards': bucket(`{${DENY_HTTP}, Action: '*', Resource: '*'}`), 'a condition on the key in another case, with a boolean': bucket(`{Effect: Deny, Principal: {AWS: '*'}, Action: 's3:*', Resource: ${OBJECTS}, Condition: {Bool: {AWS:SECURETRANSPORT: false}}}`),
      'what is not TLS, the other way round': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {BoolIfExists: {aws:SecureTransport: 'false'}}}`), 'a bucket that refuses everything': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}}`),
      'a policy of a bucket elsewhere': foreign(`{${DENY_HTTP}, Action: 's3:*', Resource: ['arn:aws:s3:::elsewhere', 'arn:aws:s3:::elsewhere/*']}`),
    },
    fail: {
      'no policy': bucket(), 'another policy': bucket(`{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:root'}, Action: 's3:GetObject', Resource: ${OBJECTS}}`), 'an Allow over TLS': bucket(`{Effect: Allow, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {Bool: {aws:SecureTransport: 'true'}}}`),
      'the objects only': bucket(`{${DENY_HTTP}, Action: 's3:*', Resource: !Sub '\${A.Arn}/*'}`), 'reads only': bucket(`{${DENY_HTTP}, Action: 's3:Get*', Resource: ${OBJECTS}}`), 'everybody but a role': bucket(`{${DENY_HTTP.replace("Condition: {", "Condition: {ArnNotEquals: {aws:PrincipalArn: 'arn:aws:iam::111122223333:role/x'}, ")}, Action: 's3:*', Resource: ${OBJECTS}}`),
      'the wrong way round': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {Bool: {aws:SecureTransport: 'true'}}}`), 'one principal': bucket(`{Effect: Deny, Principal: {AWS: 'arn:aws:iam::111122223333:role/x'}, Action: 's3:*', Resource: ${OBJECTS}, Condition: {Bool: {aws:SecureTransport: 'false'}}}`),
      'the policy of another bucket': one(
        'AWS::S3::Bucket',
        '',
        "B: {Type: 'AWS::S3::Bucket', Properties: {}}",
        `P: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref B, PolicyDocument: {Statement: {${DENY_HTTP}, Action: 's3:*', Resource: '*'}}}}`,
      ), 'a policy of a bucket elsewhere that says other things': foreign("{Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: '*'}"),
    },
    unknown: {
      'a policy whose bucket is not told': one(
        'AWS::S3::Bucket',
        '',
        `P: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !ImportValue b, PolicyDocument: {Statement: {${DENY_HTTP}, Action: 's3:*', Resource: '*'}}}}`,
      ),
      'a document from elsewhere': one('AWS::S3::Bucket', '', "P: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref A, PolicyDocument: !ImportValue p}}"),
      'a policy under a condition that is not there': one(
        'AWS::S3::Bucket',
        '',
        `P: {Type: 'AWS::S3::BucketPolicy', Condition: Nowhere, Properties: {Bucket: !Ref A, PolicyDocument: {Statement: ${ALL_HTTP}}}}`,
      ),
    },
  },
  S3BucketDeniesOldTls: {
    pass: {
      'below 1.2': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {NumericLessThan: {s3:TlsVersion: 1.2}}}`),
      'below 1.3': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {NumericLessThan: {s3:TlsVersion: '1.3'}}}`),
    },
    fail: {
      'no policy': bucket(),
      'below 1.1': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {NumericLessThan: {s3:TlsVersion: '1.1'}}}`),
      'plain HTTP only': bucket(ALL_HTTP),
    },
    unknown: { 'a version from elsewhere': bucket(`{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}, Condition: {NumericLessThan: {s3:TlsVersion: !ImportValue v}}}`) },
  },
  S3BucketUploadKeyEnforced: {
    pass: {
      'all five refusals': encrypted(WITH_KEY, `[${UPLOADS.join(', ')}]`),
      'a bucket that takes no uploads': encrypted(WITH_KEY, `[{Effect: Deny, Principal: '*', Action: 's3:*', Resource: ${OBJECTS}}]`),
    },
    fail: Object.fromEntries([
      ...UPLOADS.map((_, index) => [`refusals without number ${index + 1}`, encrypted(WITH_KEY, without(index))]),
      ['no policy', encrypted(WITH_KEY)],
      ['another key', encrypted(WITH_KEY, `[${UPLOADS.join(', ').replace('key/0f0f0f0f', 'key/other')}]`)],
    ]),
    unknown: { 'a key in the policy from elsewhere': encrypted(WITH_KEY, `[${UPLOADS.join(', ').replace(`'${KEY_ARN}'`, '!ImportValue k')}]`) },
    skip: { 'a bucket under keys of S3': bucket() },
  },
  S3BucketGuardedFromInsiders: {
    pass: { 'all but the deployment': bucket(`[${GUARDS.join(', ')}]`) },
    fail: Object.fromEntries([
      ...GUARDS.map((_, index) => [`guards without number ${index + 1}`, bucket(`[${GUARDS.filter((_guard, each) => each !== index).join(', ')}]`)]),
      ['no policy', bucket()],
      ['guards that spare every role', bucket(`[${GUARDS.join(', ').replaceAll('role/deployment', '*')}]`)],
    ]),
    unknown: { 'a document from elsewhere': one('AWS::S3::Bucket', '', "P: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref A, PolicyDocument: !ImportValue p}}") },
  },
  ResourcePolicyRefusesOtherAccounts: {
    pass: {
      'a bucket of one account': bucket(`{Effect: Deny, Principal: '*', Action: 's3:Get*', Resource: ${OBJECTS}, Condition: {StringNotEquals: {aws:PrincipalAccount: !Ref AWS::AccountId}, Bool: {aws:PrincipalIsAWSService: 'false'}}}`),
      'a secret of one organization': secret("{Effect: Deny, Principal: '*', Action: 'secretsmanager:*', Resource: '*', Condition: {StringNotEquals: {aws:PrincipalAccount: !Ref AWS::AccountId}}}"),
      'a repository': one(
        'AWS::ECR::Repository',
        "RepositoryPolicyText: {Statement: [{Effect: Deny, Principal: '*', Action: 'ecr:*', Condition: {StringNotEquals: {aws:PrincipalAccount: [!Ref AWS::AccountId]}}}]}",
      ),
    },
    fail: {
      'no policy': bucket(),
      'a secret without': secret("{Effect: Deny, Principal: '*', Action: 'secretsmanager:*', Resource: '*', Condition: {Bool: {aws:SecureTransport: 'false'}}}"),
      'a repository for others too': one(
        'AWS::ECR::Repository',
        "RepositoryPolicyText: {Statement: [{Effect: Deny, Principal: '*', Action: 'ecr:PutImage', Condition: {StringNotEquals: {aws:PrincipalAccount: [!Ref AWS::AccountId]}}}]}",
      ),
    },
    unknown: { 'a document from elsewhere': one('AWS::ECR::Repository', 'RepositoryPolicyText: !ImportValue p') },
  },
  SqsQueueDeniesPlainHttp: {
    pass: {
      'a Deny of all': queue(`{${DENY_HTTP}, Action: 'sqs:*', Resource: !GetAtt A.Arn}`),
      'in the other case': queue(`{${DENY_HTTP}, Action: 'SQS:*', Resource: '*'}`),
      'among several queues': queue(`{${DENY_HTTP}, Action: 'sqs:*', Resource: '*'}`, '[!Ref A, other]'),
    },
    fail: { 'no policy': one('AWS::SQS::Queue'), 'sending only': queue(`{${DENY_HTTP}, Action: 'sqs:SendMessage', Resource: !GetAtt A.Arn}`) },
    unknown: { 'queues from elsewhere': queue(`{${DENY_HTTP}, Action: 'sqs:*', Resource: '*'}`, '!ImportValue q') },
  },
  SnsTopicDeniesPlainHttp: {
    pass: { 'a Deny of publishing': topic(`{${DENY_HTTP}, Action: 'sns:Publish', Resource: !Ref A}`) },
    fail: { 'no policy': one('AWS::SNS::Topic'), 'a Deny of subscribing': topic(`{${DENY_HTTP}, Action: 'sns:Subscribe', Resource: !Ref A}`) },
    unknown: { 'a document from elsewhere': one('AWS::SNS::Topic', '', "P: {Type: 'AWS::SNS::TopicPolicy', Properties: {Topics: [!Ref A], PolicyDocument: !ImportValue p}}") },
  },
  SecretDeniesPlainHttp: {
    pass: { 'a Deny of all': secret(`{${DENY_HTTP}, Action: 'secretsmanager:*', Resource: '*'}`) },
    fail: { 'no policy': one('AWS::SecretsManager::Secret'), 'a Deny of writing': secret(`{${DENY_HTTP}, Action: 'secretsmanager:Put*', Resource: '*'}`) },
    unknown: { 'a document from elsewhere': one(
      'AWS::SecretsManager::Secret',
      '',
      "P: {Type: 'AWS::SecretsManager::ResourcePolicy', Properties: {SecretId: !Ref A, ResourcePolicy: !ImportValue p}}",
    ) },
  },
  EfsForcesTls: {
    pass: { 'a Deny of all': one('AWS::EFS::FileSystem', `FileSystemPolicy: {Statement: [{${DENY_HTTP.replaceAll("'*'", "{AWS: '*'}")}, Action: '*'}]}`) },
    fail: {
      'no policy': one('AWS::EFS::FileSystem'),
      'a Deny of writing': one('AWS::EFS::FileSystem', `FileSystemPolicy: {Statement: [{${DENY_HTTP}, Action: 'elasticfilesystem:ClientWrite'}]}`),
    },
    unknown: { 'a document from elsewhere': one('AWS::EFS::FileSystem', 'FileSystemPolicy: !ImportValue p') },
  },
});
