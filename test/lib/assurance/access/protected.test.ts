import { ANONYMOUS, answer, modelOf, service, STRANGER, type Question } from './asked';

const PARTNER = 'arn:aws:iam::999988887777:root';

function allowing(action: string): string {
  return `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { AWS: "${PARTNER}" }, Action: "${action}", Resource: "*" }] }`;
}

function text(action: string): string {
  return `'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"${PARTNER}"},"Action":"${action}","Resource":"*"}}'`;
}

function resource(id: string, type: string, properties = ''): string {
  return `${id}:\n  Type: AWS::${type}\n${properties === '' ? '' : `  Properties: { ${properties} }\n`}`;
}

/** The protected resource `R`, what gives it a policy that lets a partner account in, and an action of the policy. */
const TYPES: readonly [type: string, action: string, template: string][] = [
  ['S3::Bucket', 's3:GetObject', resource('R', 'S3::Bucket') + resource('P', 'S3::BucketPolicy', `Bucket: !Ref R, PolicyDocument: ${allowing('s3:GetObject')}`)],
  ['S3::AccessPoint', 's3:GetObject', resource('R', 'S3::AccessPoint', `Bucket: data, Name: ap, Policy: ${allowing('s3:GetObject')}`)],
  ['S3Express::DirectoryBucket', 's3express:CreateSession', resource('R', 'S3Express::DirectoryBucket') + resource('P', 'S3Express::BucketPolicy', `Bucket: !Ref R, PolicyDocument: ${allowing('s3express:CreateSession')}`)],
  ['S3ObjectLambda::AccessPoint', 's3-object-lambda:GetObject',
    resource('R', 'S3ObjectLambda::AccessPoint', 'Name: ol') + resource('P', 'S3ObjectLambda::AccessPointPolicy', `ObjectLambdaAccessPoint: ol, PolicyDocument: ${allowing('s3-object-lambda:GetObject')}`)],
  ['S3Tables::TableBucket', 's3tables:GetTable', resource('R', 'S3Tables::TableBucket') + resource('P', 'S3Tables::TableBucketPolicy', `TableBucketARN: !GetAtt R.TableBucketARN, ResourcePolicy: ${allowing('s3tables:GetTable')}`)],
  ['S3Vectors::VectorBucket', 's3vectors:QueryVectors',
    resource('R', 'S3Vectors::VectorBucket') + resource('P', 'S3Vectors::VectorBucketPolicy', `VectorBucketArn: !GetAtt R.VectorBucketArn, Policy: ${allowing('s3vectors:QueryVectors')}`)],
  ['KMS::Key', 'kms:Decrypt', resource('R', 'KMS::Key', `KeyPolicy: ${allowing('kms:Decrypt')}`)],
  ['KMS::ReplicaKey', 'kms:Decrypt', resource('R', 'KMS::ReplicaKey', `PrimaryKeyArn: "arn:aws:kms:us-east-1:111122223333:key/mrk-1", KeyPolicy: ${allowing('kms:Decrypt')}`)],
  ['SecretsManager::Secret', 'secretsmanager:GetSecretValue',
    resource('R', 'SecretsManager::Secret') + resource('P', 'SecretsManager::ResourcePolicy', `SecretId: !Ref R, ResourcePolicy: ${allowing('secretsmanager:GetSecretValue')}`)],
  ['SQS::Queue', 'sqs:SendMessage', resource('R', 'SQS::Queue') + resource('P', 'SQS::QueuePolicy', `Queues: [!Ref R], PolicyDocument: ${allowing('sqs:SendMessage')}`)],
  ['SQS::Queue', 'sqs:SendMessage', resource('R', 'SQS::Queue') + resource('P', 'SQS::QueueInlinePolicy', `Queue: !Ref R, PolicyDocument: ${allowing('sqs:SendMessage')}`)],
  ['SNS::Topic', 'sns:Publish', resource('R', 'SNS::Topic') + resource('P', 'SNS::TopicPolicy', `Topics: [!Ref R], PolicyDocument: ${allowing('sns:Publish')}`)],
  ['SNS::Topic', 'sns:Publish', resource('R', 'SNS::Topic') + resource('P', 'SNS::TopicInlinePolicy', `TopicArn: !Ref R, PolicyDocument: ${allowing('sns:Publish')}`)],
  ['Lambda::Function', 'lambda:InvokeFunction', resource('R', 'Lambda::Function') + resource('P', 'Lambda::Permission', 'FunctionName: !GetAtt R.Arn, Action: lambda:InvokeFunction, Principal: "999988887777"')],
  ['Lambda::Alias', 'lambda:InvokeFunction', resource('F', 'Lambda::Function') + resource('R', 'Lambda::Alias', 'FunctionName: !Ref F, Name: live, FunctionVersion: "1"')
    + resource('P', 'Lambda::Permission', 'FunctionName: !Ref R, Action: lambda:InvokeFunction, Principal: "999988887777"')],
  ['ECR::Repository', 'ecr:BatchGetImage', resource('R', 'ECR::Repository', 'RepositoryPolicyText: { Statement: [{ Effect: Allow, Principal: { AWS: "999988887777" }, Action: "ecr:BatchGetImage" }] }')],
  ['ECR::Repository', 'ecr:ReplicateImage', resource('R', 'ECR::Repository') + resource('P', 'ECR::RegistryPolicy', `PolicyText: ${allowing('ecr:ReplicateImage')}`)],
  ['OpenSearchService::Domain', 'es:ESHttpGet', resource('R', 'OpenSearchService::Domain', `AccessPolicies: ${allowing('es:ESHttpGet')}`)],
  ['Elasticsearch::Domain', 'es:ESHttpGet', resource('R', 'Elasticsearch::Domain', `AccessPolicies: ${allowing('es:ESHttpGet')}`)],
  ['ApiGateway::RestApi', 'execute-api:Invoke', resource('R', 'ApiGateway::RestApi', `Name: a, Policy: ${allowing('execute-api:Invoke')}`)],
  ['Logs::LogGroup', 'logs:PutLogEvents', resource('R', 'Logs::LogGroup') + resource('P', 'Logs::ResourcePolicy', `PolicyName: p, PolicyDocument: ${text('logs:PutLogEvents')}`)],
  ['EFS::FileSystem', 'elasticfilesystem:ClientMount', resource('R', 'EFS::FileSystem', `FileSystemPolicy: ${allowing('elasticfilesystem:ClientMount')}`)],
  ['DynamoDB::Table', 'dynamodb:GetItem', resource('R', 'DynamoDB::Table', `ResourcePolicy: { PolicyDocument: ${allowing('dynamodb:GetItem')} }`)],
  ['DynamoDB::GlobalTable', 'dynamodb:GetItem', resource('R', 'DynamoDB::GlobalTable', `Replicas: [{ Region: eu-central-1, ResourcePolicy: { PolicyDocument: ${allowing('dynamodb:GetItem')} } }]`)],
  ['Kinesis::Stream', 'kinesis:PutRecord', resource('R', 'Kinesis::Stream') + resource('P', 'Kinesis::ResourcePolicy', `ResourceArn: !GetAtt R.Arn, ResourcePolicy: ${allowing('kinesis:PutRecord')}`)],
  ['Events::EventBus', 'events:PutEvents', resource('R', 'Events::EventBus', 'Name: bus')
    + resource('P', 'Events::EventBusPolicy', `EventBusName: !Ref R, StatementId: a, Statement: { Effect: Allow, Principal: { AWS: "${PARTNER}" }, Action: events:PutEvents, Resource: !GetAtt R.Arn }`)],
  ['Events::EventBus', 'events:PutEvents', resource('R', 'Events::EventBus', 'Name: bus') + resource('P', 'Events::EventBusPolicy', 'EventBusName: bus, StatementId: a, Action: events:PutEvents, Principal: "999988887777"')],
  ['Backup::BackupVault', 'backup:CopyIntoBackupVault', resource('R', 'Backup::BackupVault', `BackupVaultName: v, AccessPolicy: ${allowing('backup:CopyIntoBackupVault')}`)],
  ['CodeArtifact::Domain', 'codeartifact:CreateRepository', resource('R', 'CodeArtifact::Domain', `DomainName: d, PermissionsPolicyDocument: ${allowing('codeartifact:CreateRepository')}`)],
  ['CodeArtifact::Repository', 'codeartifact:ReadFromRepository', resource('R', 'CodeArtifact::Repository', `RepositoryName: d, PermissionsPolicyDocument: ${allowing('codeartifact:ReadFromRepository')}`)],
  ['SageMaker::ModelPackageGroup', 'sagemaker:DescribeModelPackage', resource('R', 'SageMaker::ModelPackageGroup', `ModelPackageGroupName: g, ModelPackageGroupPolicy: ${allowing('sagemaker:DescribeModelPackage')}`)],
  ['MSK::Cluster', 'kafka:CreateVpcConnection', resource('R', 'MSK::Cluster') + resource('P', 'MSK::ClusterPolicy', `ClusterArn: !Ref R, Policy: ${allowing('kafka:CreateVpcConnection')}`)],
  ['CloudTrail::EventDataStore', 'cloudtrail:StartQuery',
    resource('R', 'CloudTrail::EventDataStore') + resource('P', 'CloudTrail::ResourcePolicy', `ResourceArn: !GetAtt R.EventDataStoreArn, ResourcePolicy: ${allowing('cloudtrail:StartQuery')}`)],
  ['EventSchemas::Registry', 'schemas:DescribeSchema', resource('R', 'EventSchemas::Registry', 'RegistryName: reg') + resource('P', 'EventSchemas::RegistryPolicy', `RegistryName: reg, Policy: ${allowing('schemas:DescribeSchema')}`)],
  ['Bedrock::Guardrail', 'bedrock:ApplyGuardrail', resource('R', 'Bedrock::Guardrail') + resource('P', 'Bedrock::ResourcePolicy', `ResourceArn: !GetAtt R.GuardrailArn, PolicyDocument: ${allowing('bedrock:ApplyGuardrail')}`)],
  ['IAM::Role', 'sts:AssumeRole', resource('R', 'IAM::Role', `AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { AWS: "${PARTNER}" }, Action: sts:AssumeRole } }`)],
];

describe('a policy lets another account in, and nobody without it', () => {
  test.each(TYPES)('%s: %s', (_, action, template) => {
    const model = modelOf(template);
    const other = { kind: 'user', arn: 'arn:aws:iam::123456789012:user/other' } as const;
    expect([answer(model, { as: STRANGER, action, on: 'R' }), answer(model, { as: other, action, on: 'R' })]).toEqual(['allow', 'implicit-deny']);
  });
});

const BUCKET = resource('R', 'S3::Bucket');
const NAMED = resource('R', 'S3::Bucket', 'BucketName: data');
const OPEN = allowing('s3:*');
const GET: Question = { as: STRANGER, action: 's3:GetObject', on: 'R', resource: '/a' };
const PARAMETER = 'Parameters:\n  Name: { Type: String }\n  Names: { Type: CommaDelimitedList }\nResources:\n';

function whole(resources: string): string {
  return PARAMETER + resources.replace(/^(?=.)/gm, '  ');
}

describe('which resource a policy is for', () => {
  const policy = (properties: string): string => resource('P', 'S3::BucketPolicy', properties);
  test.each<[string, string, Question, string]>([
    ['none', BUCKET, GET, 'implicit-deny'],
    ['by written name', NAMED + policy(`Bucket: data, PolicyDocument: ${OPEN}`), GET, 'allow'],
    ['by another written name', NAMED + policy(`Bucket: logs, PolicyDocument: ${OPEN}`), GET, 'implicit-deny'],
    ['by a written name, where the bucket has a generated one', BUCKET + policy(`Bucket: logs, PolicyDocument: ${OPEN}`), GET, 'implicit-deny'],
    ['by a written name that may be the generated one', BUCKET + policy(`Bucket: stack-r-1abcd2efgh3ij, PolicyDocument: ${OPEN}`), GET, 'unknown'],
    ['of another bucket of the template', BUCKET + resource('Q', 'S3::Bucket') + policy(`Bucket: !Ref Q, PolicyDocument: ${OPEN}`), GET, 'implicit-deny'],
    ['by parameter', whole(BUCKET + policy(`Bucket: !Ref Name, PolicyDocument: ${OPEN}`)), GET, 'unknown'],
    ['by parameter, for what it does not speak of', whole(BUCKET + policy(`Bucket: !Ref Name, PolicyDocument: ${OPEN}`)), { ...GET, as: ANONYMOUS }, 'implicit-deny'],
    ['by import', BUCKET + policy(`Bucket: !ImportValue Bucket, PolicyDocument: ${OPEN}`), GET, 'unknown'],
    ['by the parameter that names the bucket', whole(resource('R', 'S3::Bucket', 'BucketName: !Ref Name') + policy(`Bucket: !Ref Name, PolicyDocument: ${OPEN}`)), GET, 'allow'],
    ['of two policies', BUCKET + policy(`Bucket: !Ref R, PolicyDocument: ${OPEN}`)
      + resource('P2', 'S3::BucketPolicy', 'Bucket: !Ref R, PolicyDocument: { Statement: { Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*" } }'), GET, 'deny'],
    ['of one that cannot be read', BUCKET + policy("Bucket: !Ref R, PolicyDocument: '{'"), GET, 'unknown'],
    ['of one that denies beside one that cannot be read', BUCKET + policy("Bucket: !Ref R, PolicyDocument: '{'")
      + resource('P2', 'S3::BucketPolicy', 'Bucket: !Ref R, PolicyDocument: { Statement: { Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*" } }'), GET, 'deny'],
    ['of several queues', resource('R', 'SQS::Queue') + resource('Q', 'SQS::Queue') + resource('P', 'SQS::QueuePolicy', `Queues: [!Ref Q, !Ref R], PolicyDocument: ${allowing('sqs:*')}`),
      { as: STRANGER, action: 'sqs:SendMessage', on: 'R' }, 'allow'],
    ['of one queue that is not in a list', resource('Q', 'SQS::Queue') + `${resource('P', 'SQS::QueuePolicy', `Queues: !Ref R, PolicyDocument: ${allowing('sqs:*')}`)}${resource('R', 'SQS::Queue')}`,
      { as: STRANGER, action: 'sqs:SendMessage', on: 'R' }, 'allow'],
    ['of a list of queues by parameter', whole(resource('R', 'SQS::Queue') + resource('P', 'SQS::QueuePolicy', `Queues: !Ref Names, PolicyDocument: ${allowing('sqs:*')}`)),
      { as: STRANGER, action: 'sqs:SendMessage', on: 'R' }, 'unknown'],
    ['of all log groups, about one of them', resource('R', 'Logs::LogGroup') + resource('Q', 'Logs::LogGroup') + resource('P', 'Logs::ResourcePolicy', `PolicyName: p, PolicyDocument: !Sub '{"Statement":{"Effect":"Allow","Principal":"*","Action":"logs:*","Resource":"\${R.Arn}"}}'`),
      { as: STRANGER, action: 'logs:PutLogEvents', on: 'R', resource: ':log-stream:a' }, 'allow'],
    ['of all log groups, about another of them', resource('R', 'Logs::LogGroup') + resource('Q', 'Logs::LogGroup') + resource('P', 'Logs::ResourcePolicy', `PolicyName: p, PolicyDocument: !Sub '{"Statement":{"Effect":"Allow","Principal":"*","Action":"logs:*","Resource":"\${Q.Arn}"}}'`),
      { as: STRANGER, action: 'logs:PutLogEvents', on: 'R', resource: ':log-stream:a' }, 'implicit-deny'],
    ['of a secret by its attachment', resource('R', 'SecretsManager::Secret') + resource('A', 'SecretsManager::SecretTargetAttachment', 'SecretId: !Ref R, TargetId: db, TargetType: AWS::RDS::DBInstance')
      + resource('P', 'SecretsManager::ResourcePolicy', `SecretId: !Ref A, ResourcePolicy: ${allowing('secretsmanager:*')}`), { as: STRANGER, action: 'secretsmanager:GetSecretValue', on: 'R' }, 'allow'],
    ['of a secret by its name', resource('R', 'SecretsManager::Secret', 'Name: app/key') + resource('P', 'SecretsManager::ResourcePolicy', `SecretId: app/key, ResourcePolicy: ${allowing('secretsmanager:*')}`),
      { as: STRANGER, action: 'secretsmanager:GetSecretValue', on: 'R' }, 'allow'],
    ['in the old language, where ${…} is ordinary text', NAMED + policy('Bucket: data, PolicyDocument: { Version: "2008-10-17", Statement: { Effect: Allow, Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::data/${aws:PrincipalType}" } }')
      + resource('P2', 'S3::BucketPolicy', `Bucket: data, PolicyDocument: ${allowing('s3:ListBucket')}`), { ...GET, as: ANONYMOUS, resource: '/Anonymous' }, 'implicit-deny'],
  ])('%s', (_, template, question, expected) => {
    expect(answer(modelOf(template), question)).toBe(expected);
  });
});

describe('rules of their own', () => {
  const role = (actions: string): string => resource('Role', 'IAM::Role',
    `AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }, Policies: [{ PolicyName: P, PolicyDocument: { Statement: { Effect: Allow, Action: ${actions}, Resource: "*" } } }]`);
  const key = (principal: string): string => resource('R', 'KMS::Key', `KeyPolicy: { Statement: { Effect: Allow, Principal: ${principal}, Action: "kms:*", Resource: "*" } }`);
  const permission = (properties: string, name = '!Ref R'): string => resource('R', 'Lambda::Function', 'FunctionName: f') + resource('P', 'Lambda::Permission', `FunctionName: ${name}, Action: lambda:InvokeFunction, ${properties}`);
  const invoke: Question = { as: service('s3'), action: 'lambda:InvokeFunction', on: 'R' };
  const endpoint = (policy: string): string => resource('E', 'EC2::VPCEndpoint', `ServiceName: !Sub "com.amazonaws.\${AWS::Region}.s3", VpcId: vpc-1${policy}`);

  test.each<[string, string, Question, string]>([
    ['a key whose policy leaves it to the account', key('{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }') + role('kms:Decrypt'), { as: 'Role', action: 'kms:Decrypt', on: 'R' }, 'allow'],
    ['a key whose policy names nobody of the account', key('{ Service: logs.amazonaws.com }') + role('kms:Decrypt'), { as: 'Role', action: 'kms:Decrypt', on: 'R' }, 'implicit-deny'],
    ['a key without written policy is left to the account', resource('R', 'KMS::Key') + role('kms:Decrypt'), { as: 'Role', action: 'kms:Decrypt', on: 'R' }, 'allow'],
    ['a key without written policy is closed to others', resource('R', 'KMS::Key'), { as: STRANGER, action: 'kms:Decrypt', on: 'R' }, 'implicit-deny'],
    ['a bucket without policy is open to the account\'s roles', BUCKET + role('s3:*'), { ...GET, as: 'Role' }, 'allow'],
    ['a permission with the source that it wants', permission('Principal: s3.amazonaws.com, SourceArn: "arn:aws:s3:::data", SourceAccount: !Ref AWS::AccountId'),
      { ...invoke, context: { 'aws:SourceArn': 'arn:aws:s3:::data', 'aws:SourceAccount': '111122223333' } }, 'allow'],
    ['a permission with another source', permission('Principal: s3.amazonaws.com, SourceArn: "arn:aws:s3:::data"'), { ...invoke, context: { 'aws:SourceArn': 'arn:aws:s3:::other' } }, 'implicit-deny'],
    ['a permission for another service', permission('Principal: sns.amazonaws.com'), invoke, 'implicit-deny'],
    ['a permission for everybody, by URL', permission('Principal: "*", FunctionUrlAuthType: NONE').replace('InvokeFunction', 'InvokeFunctionUrl'),
      { as: ANONYMOUS, action: 'lambda:InvokeFunctionUrl', on: 'R', context: { 'lambda:FunctionUrlAuthType': 'NONE' } }, 'allow'],
    ['a permission by name', permission('Principal: s3.amazonaws.com', 'f'), invoke, 'allow'],
    ['a permission for an alias by name is not for the function', permission('Principal: s3.amazonaws.com', '"f:live"'), invoke, 'implicit-deny'],
    ['a permission for an alias by name is for the alias', permission('Principal: s3.amazonaws.com', '"f:live"'), { ...invoke, resource: ':live' }, 'allow'],
    ['an API without policy is decided by its methods', resource('R', 'ApiGateway::RestApi', 'Name: a'), { as: ANONYMOUS, action: 'execute-api:Invoke', on: 'R', resource: '/prod/GET/x' }, 'unknown'],
    ['an API whose policy leaves out what comes before the stage', resource('R', 'ApiGateway::RestApi', 'Name: a, Policy: { Statement: { Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: "execute-api:/prod/*" } }'),
      { as: ANONYMOUS, action: 'execute-api:Invoke', on: 'R', resource: '/prod/GET/x' }, 'allow'],
    ['through an endpoint without policy', BUCKET + role('s3:*') + endpoint(''), { ...GET, as: 'Role', via: 'E' }, 'allow'],
    ['through an endpoint that lets nothing by', BUCKET + role('s3:*') + endpoint(', PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: s3:ListBucket, Resource: "*" } }'), { ...GET, as: 'Role', via: 'E' }, 'implicit-deny'],
    ['not through that endpoint', BUCKET + role('s3:*') + endpoint(', PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: s3:ListBucket, Resource: "*" } }'), { ...GET, as: 'Role' }, 'allow'],
  ])('%s', (_, template, question, expected) => {
    expect(answer(modelOf(template), question)).toBe(expected);
  });
});

test('endpoints are known by their service', () => {
  expect(modelOf(resource('E', 'EC2::VPCEndpoint', 'ServiceName: com.amazonaws.eu-central-1.ecr.api, VpcId: vpc-1')).endpoints.map(({ id, service: name, policy }) => [id, name, policy])).toEqual([['T.E', 'ecr.api', undefined]]);
});

test('a resource is found by its id and by its ARN', () => {
  const model = modelOf(NAMED);
  expect(model.protected('arn:aws:s3:::data')).toBe(model.protected('T.R'));
  expect(model.protected('T.R')?.arns).toEqual(['arn:aws:s3:::data', 'arn:aws:s3:::data/*']);
});
