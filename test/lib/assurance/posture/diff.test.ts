import { diffPosture, renderDiff, type Change, type PostureDiff } from '../../../../lib/assurance/posture';
import { facts, parseTemplate, type Facts } from '../../../../lib/assurance/template';

const BASE = `
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: "kms:*", Resource: "*" } } }
  Bucket:
    Type: AWS::S3::Bucket
    Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn } }] } }
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!GetAtt Bucket.Arn, !Sub "\${Bucket.Arn}/*"], Condition: { Bool: { aws:SecureTransport: "false" } } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      Policies:
        - PolicyName: P
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub "\${Bucket.Arn}/*" }, { Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt Key.Arn }] }
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcId: vpc-1, ServiceName: com.amazonaws.eu-central-1.s3, PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*" } } }
  Db:
    Type: AWS::RDS::DBInstance
    Properties: { PubliclyAccessible: false, StorageEncrypted: true }
`;

function read(text: string, file = 'App.yaml'): Facts {
  return facts([parseTemplate(text, file)]);
}

const ORIGINAL = read(BASE);

function changed(from: string, to: string): PostureDiff {
  if (!BASE.includes(from)) throw new Error(`nothing to change: ${from}`);
  return diffPosture(ORIGINAL, read(BASE.replace(from, to)));
}

function summary(changes: readonly Change[]): readonly string[] {
  return changes.map(({ area, what }) => `${area} ${what}`);
}

const GRANT = 'Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/*"';

describe('what a change makes more or less permissive', () => {
  test.each<[string, string, string, readonly string[], readonly string[]]>([
    ['an action more', 'Action: s3:GetObject, Resource: !Sub', 'Action: [s3:GetObject, s3:PutObject], Resource: !Sub', ['rights App/Role'], []],
    ['a wildcard', 'Action: s3:GetObject, Resource: !Sub', 'Action: "s3:Get*", Resource: !Sub', ['rights App/Role'], []],
    ['a wider resource', GRANT, 'Action: s3:GetObject, Resource: "*"', ['rights App/Role'], []],
    ['another resource', GRANT, 'Action: s3:GetObject, Resource: "arn:aws:s3:::other/*"', ['rights App/Role'], ['rights App/Role']],
    ['a condition', GRANT, `${GRANT}, Condition: { Bool: { aws:SecureTransport: true } }`, [], ['rights App/Role']],
    ['a denial', '{ Effect: Allow, Action: kms:Decrypt', '{ Effect: Deny, Action: kms:Decrypt', [], ['rights App/Role']],
    ['a managed policy', 'Policies:', `ManagedPolicyArns: [!Ref Managed]\n      Policies:`.replace('!Ref Managed', 'arn:aws:iam::aws:policy/OfTomorrow'), [], []],
    ['no transport condition', 'Effect: Deny, Principal: "*", Action: "s3:*"', 'Effect: Deny, Principal: "*", Action: "s3:PutObject"', ['resource-policy App/Bucket'], []],
    ['everybody allowed', 'Effect: Deny, Principal: "*", Action: "s3:*"', 'Effect: Allow, Principal: "*", Action: "s3:*"', ['resource-policy App/Bucket', 'exposure App/Bucket'], []],
    ['another account for the key', 'Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }', 'Principal: { AWS: [!Sub "arn:aws:iam::${AWS::AccountId}:root", "999988887777"] }', ['resource-policy App/Key'], []],
    ['the key no longer left to the account', 'Action: "kms:*"', 'Action: "kms:Describe*"', [], ['resource-policy App/Key']],
    ['another service trusted', 'Service: lambda.amazonaws.com', 'Service: [lambda.amazonaws.com, ec2.amazonaws.com]', ['trust App/Role'], []],
    ['another account trusted, by its number', 'Service: lambda.amazonaws.com', 'AWS: "999988887777"', ['trust App/Role'], ['trust App/Role']],
    ['an endpoint without policy', ', PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*" } } }', ' }', ['endpoint-policy App/Endpoint'], []],
    ['a public database', 'PubliclyAccessible: false', 'PubliclyAccessible: true', ['exposure App/Db'], []],
    ['an unencrypted database', 'StorageEncrypted: true', 'StorageEncrypted: false', ['encryption App/Db'], []],
    ['a key of AWS', 'SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn', 'SSEAlgorithm: AES256', ['encryption App/Bucket'], []],
    ['a new role', '  Db:', '  New:\n    Type: AWS::IAM::Role\n    Properties: { AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole } }, '
      + 'Policies: [{ PolicyName: P, PolicyDocument: { Statement: { Effect: Allow, Action: sqs:SendMessage, Resource: "*" } } }] }\n  Db:', ['rights App/New'], []],
    ['an administrator', GRANT, 'Action: "*", Resource: "*"', ['rights App/Role', 'escalation App/Role'], []],
    ['a new queue with a policy for everybody', '  Db:', '  Q: { Type: AWS::SQS::Queue }\n  QP: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [!Ref Q], PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: "sqs:*", Resource: "*" } } } }\n  Db:',
      ['resource-policy App/Q', 'exposure App/Q'], []],
    ['a new queue without policy', '  Db:', '  Q: { Type: AWS::SQS::Queue }\n  Db:', [], []],
    ['a function on the internet', '  Db:', '  F: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }\n  Db:', ['reach App/F'], []],
    ['the same in other words', 'Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/*" }', 'Action: ["S3:getobject"], Resource: [!Join ["", [!GetAtt Bucket.Arn, "/*"]]] }', [], []],
    ['a statement that another covers', 'Statement: [{ Effect: Allow, Action: s3:GetObject', 'Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/a/*" }, { Effect: Allow, Action: s3:GetObject', [], []],
  ])('%s', (_, from, to, more, less) => {
    const diff = changed(from, to);
    expect({ more: summary(diff.more), less: summary(diff.less) }).toEqual({ more, less });
    const back = diffPosture(read(BASE.replace(from, to)), ORIGINAL);
    expect({ more: summary(back.more), less: summary(back.less) }).toEqual({ more: less, less: more });
  });

  test('a policy that cannot be read is unknown, not unchanged', () => {
    const diff = changed('      Policies:', '      ManagedPolicyArns: [arn:aws:iam::aws:policy/OfTomorrow]\n      Policies:');
    expect(summary(diff.unknown)).toEqual(['rights App/Role']);
  });

  test('nothing changes by itself', () => {
    expect(diffPosture(read(BASE), read(BASE))).toEqual({ more: [], less: [], different: [], unknown: [] });
    expect(renderDiff(diffPosture(read(BASE), read(BASE)))).toBe('Nothing changes what is permitted.\n');
  });

  test('nothing changes by another file name, account or physical name', () => {
    const named = (name: string): string => BASE.replace('Type: AWS::S3::Bucket\n    Properties: {', `Type: AWS::S3::Bucket\n    Properties: { BucketName: ${name},`);
    const before = facts([parseTemplate(named('data-of-one'), 'before.yaml')], { accountId: '111122223333' });
    const after = facts([parseTemplate(named('data-of-another'), 'after.yaml')], { accountId: '444455556666' });
    expect(diffPosture(before, after)).toEqual({ more: [], less: [], different: [], unknown: [] });
  });
});

test('a witness is a request that only one side allows', () => {
  const [change] = changed('Action: s3:GetObject, Resource: !Sub', 'Action: [s3:GetObject, s3:PutObject], Resource: !Sub').more;
  expect(change?.area === 'rights' ? change.witness?.action : undefined).toBe('s3:PutObject');
});

test('states of conditions are compared with their like', () => {
  const conditional = (inProd: string): string => `
Parameters: { Env: { Type: String, AllowedValues: [dev, prod] } }
Conditions: { IsDev: !Equals [!Ref Env, dev] }
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: P, PolicyDocument: { Statement: !If [IsDev, { Effect: Allow, Action: "s3:*", Resource: "*" }, { Effect: Allow, Action: ${inProd}, Resource: "*" }] } }]
`;
  const diff = diffPosture(read(conditional('s3:GetObject')), read(conditional('s3:PutObject')));
  expect([summary(diff.more), summary(diff.less)]).toEqual([['rights App/R'], ['rights App/R']]);
});

test('reads like an explanation', () => {
  expect(renderDiff(changed('Action: s3:GetObject, Resource: !Sub', 'Action: [s3:GetObject, s3:PutObject], Resource: !Sub'))).toMatchInlineSnapshot(`
"More permissive
  Rights of App/Role
  + App/Role may s3:PutObject on App/Bucket/*
    allowed now, not before: principal: role arn:⟦AWS::Partition⟧:iam::⟦AWS::AccountId⟧:role/⟦App.Role.Ref⟧ (session session); action: s3:PutObject; resource: arn:⟦AWS::Partition⟧:s3:::⟦App.Bucket.Ref⟧/x
"
`);
});
