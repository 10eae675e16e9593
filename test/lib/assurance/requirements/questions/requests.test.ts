import { PlatformError } from '../../../../../lib/contract/platform-error';
import type { Check } from '../../../../../lib/assurance/check';
import type { DeniedQuestion, Question } from '../../../../../lib/assurance/requirements';
import { ask, reasonOf, told } from '../template';

const DENY_HTTP = "{ Sid: Http, Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!GetAtt Data.Arn, !Sub '${Data.Arn}/*'], Condition: { Bool: { aws:SecureTransport: 'false' } } }";
const DENY_KEY = "{ Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: !Sub '${Data.Arn}/*', Condition: { StringNotEqualsIfExists: { s3:x-amz-server-side-encryption-aws-kms-key-id: !GetAtt Key.Arn } } }";
const DENY_POLICY = "{ Effect: Deny, Principal: '*', Action: s3:PutBucketPolicy, Resource: !GetAtt Data.Arn, Condition: { ArnNotLike: { aws:PrincipalArn: !Sub 'arn:aws:iam::${AWS::AccountId}:role/deploy-*' } } }";
const LET_LOGS = "{ Effect: Allow, Principal: { Service: logs.amazonaws.com }, Action: s3:PutObject, Resource: !Sub '${Data.Arn}/logs/*', Condition: { StringEquals: { aws:SourceAccount: !Ref AWS::AccountId } } }";

function bucket(...statements: readonly string[]): string {
  return `
Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: 'kms:*', Resource: '*' }] } } }
Data:
  Type: AWS::S3::Bucket
  Metadata: { aws:cdk:path: App/Data/Resource }
  Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt Key.Arn } }] } }
Policy: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Data, PolicyDocument: { Version: '2012-10-17', Statement: [${statements.join(', ')}] } } }
`;
}

function role(name: string, trusted: string, ...statements: readonly string[]): string {
  return `
${name}:
  Type: AWS::IAM::Role
  Metadata: { aws:cdk:path: App/${name}/Resource }
  Properties:
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: ${trusted}, Action: sts:AssumeRole }] }
    Policies: [{ PolicyName: own, PolicyDocument: { Version: '2012-10-17', Statement: [${statements.join(', ')}] } }]
`;
}

const TASK = '{ Service: ecs-tasks.amazonaws.com }';
const READ = "{ Effect: Allow, Action: s3:GetObject, Resource: !Sub '${Data.Arn}/models/*' }";
const DATA = { type: 'AWS::S3::Bucket' } as const;

function denied(more: Partial<DeniedQuestion>): Question {
  return { kind: 'denied', principals: 'anyone', actions: ['s3:*'], resources: DATA, ...more };
}

function witnessOf([check]: readonly Check[]): { readonly action?: string; readonly principal?: { readonly kind: string } } {
  return check?.verdict.kind === 'refuted' && check.verdict.witness.kind === 'request' ? check.verdict.witness.request : {};
}

const OVER_HTTP = denied({ when: { Bool: { 'aws:SecureTransport': 'false' } } });

describe('denied', () => {
  test.each<[string, string, Question, readonly string[]]>([
    ['plain HTTP that a statement denies', bucket(DENY_HTTP), OVER_HTTP, ['proved Data']],
    ['plain HTTP without the statement', bucket(DENY_KEY), OVER_HTTP, ['refuted Data']],
    ['plain HTTP that is denied of the objects only', bucket(DENY_HTTP.replace('[!GetAtt Data.Arn, !Sub', '[!Sub')), OVER_HTTP, ['refuted Data']],
    ['plain HTTP that is denied to one account only', bucket(DENY_HTTP.replace("Principal: '*'", "Principal: { AWS: 'arn:aws:iam::999999999999:root' }")), OVER_HTTP, ['refuted Data']],
    ['plain HTTP that is denied under one more condition', bucket(DENY_HTTP.replace('Condition: {', 'Condition: { StringLike: { aws:PrincipalTag/never: set },')), OVER_HTTP, ['refuted Data']],
    ['an upload under another key than that of the bucket', bucket(DENY_KEY), denied({
      actions: ['s3:PutObject'], resources: { ...DATA, below: '/*' },
      when: { Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' }, StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': '${Target.Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID}' } },
    }), ['proved Data']],
    ['a policy that a deployment alone changes', bucket(DENY_POLICY), denied({ actions: ['s3:PutBucketPolicy'], resources: { ...DATA, below: '' }, except: [{ arn: 'arn:aws:iam::${AWS::AccountId}:role/deploy-*' }] }), ['proved Data']],
    ['a policy that a deployment changes', bucket(DENY_POLICY), denied({ actions: ['s3:PutBucketPolicy'], resources: { ...DATA, below: '' } }), ['refuted Data']],
    ['what outsiders get of a bucket that grants nothing', bucket(DENY_HTTP), denied({ principals: 'outsiders' }), ['proved Data']],
    ['what outsiders would get if something granted it', bucket(DENY_HTTP), denied({ principals: 'outsiders', explicitly: true }), ['refuted Data']],
    ['a grant to everybody', bucket("{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: !Sub '${Data.Arn}/*' }"), denied({ principals: 'outsiders' }), ['refuted Data']],
    ['a grant to a service of this account', bucket(LET_LOGS), denied({ principals: 'unprivileged' }), ['refuted Data']],
    ['a service as an exception', bucket(LET_LOGS), denied({ principals: 'unprivileged', except: [{ service: 'logs.amazonaws.com' }] }), ['proved Data']],
    ['a grant that is on the list', bucket(LET_LOGS), denied({ principals: 'unprivileged', unless: [{ actions: ['s3:PutObject'], principals: [{ service: 'logs.amazonaws.com' }], resources: ['${Target.Arn}/logs/*'], when: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } } }] }), ['proved Data']],
    ['a grant without the condition of the list', bucket(LET_LOGS.replace(/, Condition.*$/, ' }')), denied({ principals: 'unprivileged', unless: [{ actions: ['s3:PutObject'], principals: [{ service: 'logs.amazonaws.com' }], when: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } } }] }), ['refuted Data']],
    ['whoever is permitted nothing, the account being trusted', bucket(DENY_HTTP), denied({ principals: 'unprivileged' }), ['proved Data']],
    ['a role that may read', bucket(DENY_HTTP) + role('Task', TASK, READ), denied({ principals: 'holders', actions: ['s3:GetObject'] }), ['refuted Data T.Task']],
    ['a role that may not write', bucket(DENY_HTTP) + role('Task', TASK, READ), denied({ principals: { logicalId: 'Task' }, actions: ['s3:Put*', 's3:Delete*'] }), ['proved Data']],
    ['a role that is excepted', bucket(DENY_HTTP) + role('Task', TASK, READ), denied({ principals: 'holders', except: [{ path: 'App/Task/*' }] }), ['proved Data']],
    ['a role that does no more than its list', bucket(DENY_HTTP) + role('Task', TASK, READ), denied({ principals: { logicalId: 'Task' }, actions: ['*'], resources: { arns: ['*'] }, unless: [{ actions: ['s3:GetObject'], resources: ['${App/Data/Resource.Arn}/models/*'] }] }), ['proved Task']],
    ['a role that does more than its list', bucket(DENY_HTTP) + role('Task', TASK, READ.replace('/models/*', '/*')), denied({ principals: { logicalId: 'Task' }, actions: ['*'], resources: { arns: ['*'] }, unless: [{ actions: ['s3:GetObject'], resources: ['${T.Data.Arn}/models/*'] }] }), ['refuted Task']],
    ['everything but some actions', bucket(DENY_HTTP) + role('Task', TASK, READ), denied({ principals: { logicalId: 'Task' }, actions: { not: ['s3:GetObject'] }, resources: { arns: ['*'] } }), ['proved Task']],
    ['everything but some resources', bucket(DENY_HTTP) + role('Task', TASK, READ), denied({ principals: { logicalId: 'Task' }, actions: ['*'], resources: { notArns: ['${App/Data/Resource.Arn}/*'] } }), ['proved Task']],
    ['a role that takes another', bucket(DENY_HTTP) + role('Reader', '{ AWS: !GetAtt Task.Arn }', READ) + role('Task', TASK, '{ Effect: Allow, Action: sts:AssumeRole, Resource: \'*\' }'), denied({ principals: { logicalId: 'Task' }, actions: ['s3:GetObject'], chained: true }), ['refuted Data T.Reader by way of T.Task']],
    ['a role by itself, that could take another', bucket(DENY_HTTP) + role('Reader', '{ AWS: !GetAtt Task.Arn }', READ) + role('Task', TASK, '{ Effect: Allow, Action: sts:AssumeRole, Resource: \'*\' }'), denied({ principals: { logicalId: 'Task' }, actions: ['s3:GetObject'] }), ['proved Data']],
  ])('tells %s', (_, template, question, expected) => {
    expect(told(ask(template, question))).toEqual(expected);
  });

  const endpoint = (policy: string): string => `Door: { Type: AWS::EC2::VPCEndpoint, Properties: { VpcId: vpc-1, ServiceName: !Sub 'com.amazonaws.\${AWS::Region}.s3'${policy} } }`;
  const own = ", PolicyDocument: { Statement: [{ Effect: Allow, Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { aws:PrincipalAccount: !Ref AWS::AccountId, aws:ResourceAccount: !Ref AWS::AccountId } } }] }";
  const foreign = denied({ actions: ['s3:*'], resources: { arns: ['*'] }, via: 'endpoint', when: { StringNotEquals: { 'aws:ResourceAccount': '${AWS::AccountId}' } } });

  test('asks what passes a VPC endpoint, whatever is permitted at its ends', () => {
    expect(told(ask(endpoint(own), foreign))).toEqual(['proved Door']);
    expect(told(ask(endpoint(own.replace(', aws:ResourceAccount: !Ref AWS::AccountId', '')), foreign))).toEqual(['refuted Door']);
    expect(told(ask(endpoint(''), foreign))).toEqual(['refuted Door']);
    expect(reasonOf(ask(bucket(DENY_HTTP), foreign))).toBe('SelectorMatchesNothing');
  });

  test('shows a request that can be replayed, and who is behind it', () => {
    const checks = ask(bucket(LET_LOGS), denied({ principals: 'unprivileged' }));
    expect(witnessOf(checks)).toMatchObject({ action: 's3:PutObject', principal: { kind: 'service', name: 'logs.amazonaws.com' } });
    expect(checks[0]?.verdict).toMatchObject({ witness: { decision: { kind: 'allow' } } });
  });

  test.each<[string, string, Question, string]>([
    ['nothing that is selected', bucket(DENY_HTTP), denied({ resources: { type: 'AWS::SQS::Queue' } }), 'refuted SelectorMatchesNothing'],
    ['no principal that is selected', bucket(DENY_HTTP), denied({ principals: { type: 'AWS::IAM::Role' } }), 'refuted SelectorMatchesNothing'],
    ['a property that is not there', bucket(DENY_HTTP).replace(/Properties: \{ BucketEncryption.*\}/, 'Properties: {}'), denied({ when: { StringEquals: { a: '${Target.Properties.BucketEncryption}' } } }), 'refuted PropertyMissing'],
    ['a resource that requests are not about', `${bucket(DENY_HTTP)}\nQueuePolicy: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [], PolicyDocument: {} } }`, denied({ resources: { type: 'AWS::SQS::QueuePolicy' } }), 'unknown NoResourceOfRequests'],
    ['a principal that asks for nothing', bucket(DENY_HTTP), denied({ principals: { type: 'AWS::S3::Bucket' } }), 'unknown SelectsNoPrincipal'],
    ['an attribute that the templates do not write', bucket(DENY_HTTP), denied({ when: { StringEquals: { a: '${App/Data/Resource.Color}' } } }), 'unknown AttributeNotKnown'],
  ])('does not pass for %s', (_, template, question, expected) => {
    const checks = ask(template, question);
    expect(`${checks[0]?.verdict.kind ?? ''} ${reasonOf(checks) ?? ''}`).toBe(expected);
  });

  test('leaves a policy that cannot be read unknown', () => {
    const text = bucket(DENY_HTTP).replace(/PolicyDocument: .*$/m, 'PolicyDocument: !Ref Document } }');
    expect(told(ask(`Parameters: { Document: { Type: String } }\nResources:\n${text.replace(/^(?=.)/gm, '  ')}`, OVER_HTTP))).toEqual(['unknown Data']);
  });

  test('refutes nothing of a resource that may not be there', () => {
    const text = bucket(DENY_KEY).replace('Data:\n', 'Data:\n  Condition: Missing\n');
    expect(told(ask(`Resources:\n${text.replace(/^(?=.)/gm, '  ')}`, OVER_HTTP))).toEqual(['unknown Data']);
  });

  test('takes policy variables for what they are', () => {
    expect(told(ask(bucket(DENY_HTTP), denied({ principals: 'outsiders', when: { StringEquals: { 's3:prefix': '${aws:username}' } } })))).toEqual(['proved Data']);
  });

  test('refuses operators that mean nothing', () => {
    expect(() => ask(bucket(DENY_HTTP), denied({ when: { Equals: { a: 'b' } } }))).toThrow(PlatformError);
  });
});

describe('allowed', () => {
  const reads = (more: Partial<Extract<Question, { readonly kind: 'allowed' }>> = {}): Question => ({ kind: 'allowed', principals: { logicalId: 'Task' }, actions: ['s3:GetObject'], resources: { ...DATA, below: 'models/x' }, ...more });
  test.each<[string, string, Question, readonly string[]]>([
    ['a role that can do its work', bucket(DENY_HTTP) + role('Task', TASK, READ), reads(), ['proved Task']],
    ['a role without the grant', bucket(DENY_HTTP) + role('Task', TASK, READ.replace('models', 'data')), reads(), ['refuted Task s3:GetObject arn:aws:s3:::⟦T.Data.Ref⟧/models/x']],
    ['a role that a statement denies it', bucket(DENY_HTTP.replace("'false'", "'true'")) + role('Task', TASK, READ), reads(), ['refuted Task s3:GetObject arn:aws:s3:::⟦T.Data.Ref⟧/models/x']],
    ['a call as the question describes it', bucket(DENY_HTTP) + role('Task', TASK, READ), reads({ context: { 'aws:SecureTransport': 'false' } }), ['refuted Task s3:GetObject arn:aws:s3:::⟦T.Data.Ref⟧/models/x']],
    ['a role that nobody made', bucket(DENY_HTTP), reads(), ['refuted']],
  ])('tells %s', (_, template, question, expected) => {
    expect(told(ask(template, question))).toEqual(expected);
  });
});

describe('no-escalation', () => {
  const asked = { kind: 'no-escalation', principals: { logicalId: 'Task' } } as const;
  test.each<[string, string, string]>([
    ['a role that reads', READ, 'proved Task'],
    ['a role that changes permissions', "{ Effect: Allow, Action: 'iam:Put*', Resource: '*' }", 'refuted Task ChangePermissions as T.Task'],
    ['a role that changes code', '{ Effect: Allow, Action: lambda:UpdateFunctionCode, Resource: \'*\' }', 'refuted Task RunCodeUnderAnotherRole as T.Task'],
    ['a role that passes roles to what it starts', "{ Effect: Allow, Action: ['iam:PassRole', 'ecs:RunTask'], Resource: '*' }", 'refuted Task PassRoleToWhatRunsCode as T.Task'],
    ['a role that passes roles and starts nothing', "{ Effect: Allow, Action: ['iam:PassRole', 'ecs:List*'], Resource: '*' }", 'proved Task'],
    ['an administrator', "{ Effect: Allow, Action: '*', Resource: '*' }", 'refuted Task ChangePermissions as T.Task'],
  ])('tells %s', (_, statement, expected) => {
    expect(told(ask(bucket(DENY_HTTP) + role('Task', TASK, statement), asked))).toContain(expected);
  });

  test('follows roles that can be taken', () => {
    const template = bucket(DENY_HTTP) + role('Boss', '{ AWS: !GetAtt Task.Arn }', "{ Effect: Allow, Action: 'iam:*', Resource: '*' }") + role('Task', TASK, '{ Effect: Allow, Action: sts:AssumeRole, Resource: \'*\' }');
    expect(told(ask(template, asked))).toEqual(['refuted Task ChangePermissions as T.Boss']);
  });
});

describe('none', () => {
  test('names each resource that is there', () => {
    const asked = { kind: 'none', resources: { type: 'AWS::EC2::InternetGateway' } } as const;
    expect(told(ask('T: { Type: AWS::SNS::Topic }', asked))).toEqual(['proved']);
    expect(told(ask('G: { Type: AWS::EC2::InternetGateway }', asked))).toEqual(['refuted G']);
    expect(told(ask('G: { Type: AWS::EC2::InternetGateway, Condition: Missing }', asked))).toEqual(['unknown G']);
  });
});

describe('exists', () => {
  const asked = { kind: 'exists', resources: { type: 'AWS::S3::Bucket' } } as const;
  test('is kept by one, broken by none, and unknown where that depends on what is not told', () => {
    expect(told(ask(bucket(DENY_HTTP), asked))).toEqual(['proved']);
    expect(told(ask('Topic: { Type: AWS::SNS::Topic }', asked))).toEqual(['refuted']);
    expect(told(ask('Data: { Type: AWS::S3::Bucket, Condition: Missing }', asked))).toEqual(['unknown']);
    expect(told(ask("Parameters: { On: { Type: String, AllowedValues: ['y', 'n'] } }\nConditions: { Is: !Equals [!Ref On, 'y'] }\nResources: { Data: { Type: AWS::S3::Bucket, Condition: Is }, Topic: { Type: AWS::SNS::Topic } }", asked))).toEqual(['refuted']);
  });
});

describe('rules', () => {
  const versioned = (name: string, status: string): string => `${name}: { Type: AWS::S3::Bucket, Properties: { VersioningConfiguration: { Status: ${status} } } }\n`;
  const asked = { kind: 'rules', rules: ['S3BucketVersioned'] } as const;

  test('hold on everything that they judge, or name what breaks them', () => {
    expect(told(ask(versioned('A', 'Enabled') + versioned('B', 'Enabled'), asked))).toEqual(['proved']);
    expect(told(ask(versioned('A', 'Enabled') + versioned('B', 'Suspended'), asked))).toEqual(['refuted B S3BucketVersioned']);
    expect(told(ask(versioned('A', 'Enabled') + versioned('B', 'Suspended'), { ...asked, resources: { logicalId: 'A' } }))).toEqual(['proved']);
  });

  test('are not kept where they judge nothing', () => {
    expect(told(ask('T: { Type: AWS::SNS::Topic }', asked))).toEqual(['refuted']);
    expect(() => ask(versioned('A', 'Enabled'), { kind: 'rules', rules: ['NoSuchRule'] })).toThrow(PlatformError);
  });
});
