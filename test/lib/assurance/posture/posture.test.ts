import { posture, renderPosture } from '../../../../lib/assurance/posture';
import { facts, parseTemplate } from '../../../../lib/assurance/template';

/** A small deployment with one of each. */
const TEMPLATE = `
Resources:
  Key1234ABCD:
    Type: AWS::KMS::Key
    Metadata: { aws:cdk:path: App/Key/Resource }
    Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: "kms:*", Resource: "*" } } }
  BucketA1B2C3D4:
    Type: AWS::S3::Bucket
    Metadata: { aws:cdk:path: App/Bucket/Resource }
    Properties:
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key1234ABCD.Arn } }] }
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref BucketA1B2C3D4
      PolicyDocument:
        Statement:
          - { Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!GetAtt BucketA1B2C3D4.Arn, !Sub "\${BucketA1B2C3D4.Arn}/*"], Condition: { Bool: { aws:SecureTransport: false } } }
          - { Effect: Allow, Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: [s3:GetObject, s3:ListBucket], Resource: [!GetAtt BucketA1B2C3D4.Arn, !Sub "\${BucketA1B2C3D4.Arn}/shared/*"] }
  Topic:
    Type: AWS::SNS::Topic
  TopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties: { Topics: [!Ref Topic], PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: sns:Publish, Resource: !Ref Topic } } }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/OfTomorrow"]
      Policies:
        - PolicyName: P
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - { Effect: Allow, Action: [s3:GetObject, "s3:Get*"], Resource: !Sub "\${BucketA1B2C3D4.Arn}/*" }
              - { Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt BucketA1B2C3D4.Arn, Condition: { StringLike: { s3:prefix: ["b/*", "a/*"] } } }
              - { Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt Key1234ABCD.Arn }
              - { Effect: Allow, Action: sts:AssumeRole, Resource: !GetAtt Deployer.Arn }
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: sts:AssumeRole, Condition: { Bool: { aws:MultiFactorAuthPresent: true } } } }
      Policies: [{ PolicyName: P, PolicyDocument: { Statement: { Effect: Allow, Action: "*", Resource: "*" } } }]
  Function:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Reader.Arn, Code: { S3Bucket: b, S3Key: 0123456789abcdef0123456789abcdef.zip } }
`;

function rendered(...templates: readonly string[]): string {
  return renderPosture(posture(facts(templates.map((text, index) => parseTemplate(text, index === 0 ? 'App.yaml' : `App${index}.yaml`)))));
}

function section(text: string, title: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(title) + 1;
  return lines.slice(start, lines.indexOf('', start)).map((line) => line.slice(2));
}

test('tells who may do what, who else may, who takes which role, what is encrypted, open and unknown', () => {
  expect(rendered(TEMPLATE)).toMatchInlineSnapshot(`
"Who may do what
  App/Deployer
    may * on *
  App/Reader
    may kms:Decrypt on App/Key
    may s3:Get* on App/Bucket/*
    may s3:ListBucket on App/Bucket when s3:prefix like a/* | b/*
    may sts:AssumeRole on App/Deployer

What the policies of resources say
  account 999988887777 may s3:GetObject,ListBucket on App/Bucket
  account {account} may kms:* on App/Key
  everyone may not s3:* on App/Bucket when aws:SecureTransport = false
  everyone may sns:Publish on App/Topic

Who can take which role
  account {account} may take App/Deployer when aws:MultiFactorAuthPresent = true
  lambda.amazonaws.com may take App/Reader
  App/Reader -> App/Deployer (perhaps)

Who can get more rights
  App/Deployer: Administrator
  App/Reader: Administrator via App/Deployer (perhaps)

Who reaches what
  on the internet, outside of any VPC: App/Function

What is encrypted with which key
  App/Key: App/Bucket
  a key of AWS: App/Function
  not encrypted: App/Topic

What strangers can get at
  App/Topic: anybody may sns:Publish

What could not be told
  AwsManagedPolicyNotAtHand OfTomorrow: App/Reader
"
`);
});

test('says the same whatever the order of resources and the hashes of their names', () => {
  const [head = '', ...resources] = TEMPLATE.split(/(?=^ {2}\w+:$)/m);
  const other = [head, ...resources.reverse()].join('').replaceAll('Key1234ABCD', 'Key99887766').replaceAll('BucketA1B2C3D4', 'BucketFFEEDDCC').replace('0123456789abcdef', 'ffffffffffffffff');
  expect(rendered(other)).toBe(rendered(TEMPLATE));
});

test('names without path lose their hash unless another resource would have the same name', () => {
  const topic = (id: string): string => `  ${id}:\n    Type: AWS::SNS::Topic\n`;
  expect(section(rendered(`Resources:\n${topic('AlarmsA1B2C3D4')}${topic('EventsA1B2C3D4')}${topic('EventsD4C3B2A1')}`), 'What is encrypted with which key'))
    .toEqual(['not encrypted: App/Alarms, App/EventsA1B2C3D4, App/EventsD4C3B2A1']);
});

describe('states of conditions', () => {
  const conditional = `
Parameters: { Env: { Type: String, AllowedValues: [dev, prod] } }
Conditions: { IsDev: !Equals [!Ref Env, dev] }
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: P, PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "*" }, !If [IsDev, { Effect: Allow, Action: s3:PutObject, Resource: "*" }, !Ref AWS::NoValue]] } }]
`;

  test('a right of some states is told as such', () => {
    expect(section(rendered(conditional), 'Who may do what')).toEqual(['App/R', '  may s3:GetObject,PutObject on * (in some states)', '  may s3:GetObject on * (in some states)']);
  });

  test('a right of all states is not', () => {
    expect(section(rendered(conditional.replace('s3:PutObject', 's3:GetObject')), 'Who may do what')).toEqual(['App/R', '  may s3:GetObject on *']);
  });
});

test('equal rights on several resources are one line', () => {
  const queue = (id: string): string => `  ${id}:\n    Type: AWS::SQS::Queue\n`;
  const template = `Resources:\n${queue('A')}${queue('B')}  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: P, PolicyDocument: { Statement: [{ Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt A.Arn }, { Effect: Allow, Action: [sqs:SendMessage], Resource: [!GetAtt B.Arn] }] } }]\n`;
  expect(section(rendered(template), 'Who may do what')).toEqual(['App/R', '  may sqs:SendMessage on App/A, App/B']);
});

test('whoever is on the internet is not listed again for all that the internet reaches', () => {
  const api = `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  F: { Type: AWS::Lambda::Function, Properties: { Role: arn:aws:iam::111122223333:role/r } }
  G: { Type: AWS::Lambda::Function, Properties: { Role: arn:aws:iam::111122223333:role/r } }
`;
  expect(section(rendered(api), 'Who reaches what')).toEqual(['internet -> App/Api tcp 443', 'on the internet, outside of any VPC: App/F, App/G']);
});

describe('what strangers can get at', () => {
  test.each<[string, string, readonly string[]]>([
    ['a function URL', 'U: { Type: AWS::Lambda::Url, Properties: { AuthType: NONE, TargetFunctionArn: f } }', ['App/U: function URL without authorization']],
    ['a function URL with authorization', 'U: { Type: AWS::Lambda::Url, Properties: { AuthType: AWS_IAM, TargetFunctionArn: f } }', ['nothing']],
    ['a method without authorizer', 'M: { Type: AWS::ApiGateway::Method, Properties: { HttpMethod: GET, AuthorizationType: NONE } }', ['App/M: API method without authorizer']],
    ['a preflight method', 'M: { Type: AWS::ApiGateway::Method, Properties: { HttpMethod: OPTIONS, AuthorizationType: NONE } }', ['nothing']],
    ['a database', 'D: { Type: AWS::RDS::DBInstance, Properties: { PubliclyAccessible: "true" } }', ['App/D: publicly accessible']],
    ['a setting that the template does not tell', 'D: { Type: AWS::RDS::DBInstance, Properties: { PubliclyAccessible: !ImportValue Public } }', ['App/D: publicly accessible (perhaps)']],
    ['collections of OpenSearch Serverless', `N: { Type: AWS::OpenSearchServerless::SecurityPolicy, Properties: { Type: network, Policy: '[{"Rules":[{"ResourceType":"collection","Resource":["collection/c"]}],"AllowFromPublic":true}]' } }`,
      ['App/N: collections reachable from the internet']],
    ['a key for everybody', 'K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: "*", Action: kms:Decrypt, Resource: "*" } } } }', ['App/K: anybody may kms:Decrypt']],
    ['a key for everybody of one account', 'K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: "*", Action: kms:Decrypt, Resource: "*", Condition: { StringEquals: { kms:CallerAccount: !Ref AWS::AccountId } } } } } }',
      ['nothing']],
  ])('%s', (_, resource, expected) => {
    expect(section(rendered(`Resources:\n  ${resource}\n`), 'What strangers can get at')).toEqual(expected);
  });
});

test('data access policies of OpenSearch Serverless are told, or that they cannot be read', () => {
  const policy = (text: string): string => `Resources:\n  P: { Type: AWS::OpenSearchServerless::AccessPolicy, Properties: { Type: data, Name: p, Policy: '${text}' } }\n`;
  const readable = rendered(policy('[{"Rules":[{"ResourceType":"index","Resource":["index/c/*"],"Permission":["aoss:ReadDocument"]}],"Principal":["arn:aws:iam::999988887777:role/reader"]}]'));
  expect(section(readable, 'What the policies of resources say')).toEqual(['arn:aws:iam::999988887777:role/reader may aoss:ReadDocument on index/c/*']);
  expect(section(rendered(policy('[{')), 'What could not be told')).toEqual(['DataAccessPolicyNotRead: App/P']);
});
