import { CATALOGUE } from '../../../../lib/assurance/catalogue';
import { BASELINE, parseRequirements, PLATFORM, runRequirements } from '../../../../lib/assurance/requirements';
import { ALL_RULES } from '../../../../lib/assurance/rules';
import { facts, parseTemplate } from '../../../../lib/assurance/template';
import { factsOf, told } from './template';

describe.each([['PLATFORM', PLATFORM], ['BASELINE', BASELINE]])('%s', (_, set) => {
  test('has an id of its own for each promise', () => {
    const ids = [...set.map(({ id }) => id), ...ALL_RULES.map(({ id }) => id)];
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('says what holds, what to change, and which control of the catalogue it supports', () => {
    const controls = new Set(CATALOGUE.controls.map(({ id }) => id));
    expect(set.filter(({ title, fix, controls: own }) => title === '' || (fix ?? '') === '' || own.length === 0 || own.some((id) => !controls.has(id)))).toEqual([]);
  });

  test('could as well be written in a file', () => {
    expect(parseRequirements(JSON.stringify({ version: 1, requirements: set }), 'set.json')).toEqual(JSON.parse(JSON.stringify(set)));
  });
});

describe('BASELINE', () => {
  const judged = (template: string): readonly string[] => told(runRequirements(factsOf(template), BASELINE)).filter((line) => !line.startsWith('not-applicable'));
  const bucket = (statement: string): string => `B: { Type: AWS::S3::Bucket }\nP: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref B, PolicyDocument: { Version: '2012-10-17', Statement: [${statement}] } } }`;
  const role = (trusted: string, statement: string): string => `R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${trusted}, Action: sts:AssumeRole }] }, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statement}] } }] } }`;
  const LAMBDA = '{ Service: lambda.amazonaws.com }';
  const READ = '{ Effect: Allow, Action: s3:GetObject, Resource: \'arn:aws:s3:::x/*\' }';

  test('does not apply where there is nothing', () => {
    expect(judged('T: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardBody: x } }')).toEqual([]);
  });

  test.each<[string, string, readonly string[]]>([
    ['a bucket that everybody reads', bucket("{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: !Sub '${B.Arn}/*' }"), ['refuted B']],
    ['a bucket that a partner reads', bucket("{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: s3:GetObject, Resource: !Sub '${B.Arn}/*' }"), ['proved B']],
    ['a bucket that an organization reads', bucket("{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: !Sub '${B.Arn}/*', Condition: { StringEquals: { aws:PrincipalOrgID: o-a1b2c3d4e5 } } }"), ['proved B']],
    ['a bucket that CloudTrail writes', bucket("{ Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:PutObject, Resource: !Sub '${B.Arn}/*' }"), ['proved B']],
    ['a bucket without policy', 'B: { Type: AWS::S3::Bucket }', ['proved B']],
    ['a queue that topics of the account send to', "Q: { Type: AWS::SQS::Queue }\nP: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [!Ref Q], PolicyDocument: { Statement: [{ Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: !GetAtt Q.Arn, Condition: { ArnLike: { aws:SourceArn: !Sub 'arn:aws:sns:*:${AWS::AccountId}:*' } } }] } } }", ['proved Q']],
    ['a key as AWS writes it for services', "K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [{ Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*', Condition: { StringEquals: { kms:CallerAccount: !Ref AWS::AccountId } } }] } } }", ['proved K']],
    ['a key that everybody may use', "K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: '*' }, Action: kms:Decrypt, Resource: '*' }] } } }", ['refuted K']],
    ['a function that everybody invokes', "F: { Type: AWS::Lambda::Function, Properties: { Role: x, Code: {} } }\nP: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref F, Action: lambda:InvokeFunction, Principal: '*' } }", ['refuted F']],
    ['a role that a service takes', role(LAMBDA, READ), ['proved R', 'proved R', 'proved R']],
    ['a role that everybody takes', role("{ AWS: '*' }", READ), ['refuted R', 'proved R', 'proved R']],
    ['an administrator', role(LAMBDA, "{ Effect: Allow, Action: '*', Resource: '*' }"), ['proved R', 'refuted R', 'refuted R ChangePermissions as T.R', 'refuted R RunCodeUnderAnotherRole as T.R', 'refuted R PassRoleToWhatRunsCode as T.R']],
  ])('judges %s', (_, template, expected) => {
    expect(judged(template)).toEqual(expected);
  });
});

test('nothing is proved, and nothing missed, where a macro may change everything', () => {
  const template = parseTemplate('Transform: OwnMacro\nResources:\n  Data:\n    Type: AWS::S3::Bucket\n', 'T.yaml');
  const asked = [
    { id: 'own.trail', title: 'there is a trail', controls: [], question: { kind: 'exists' as const, resources: { type: 'AWS::CloudTrail::Trail' } } },
    { id: 'own.unread', title: 'nobody reads', controls: [], question: { kind: 'denied' as const, principals: 'outsiders' as const, actions: ['s3:GetObject'], resources: { type: 'AWS::S3::Bucket', below: '*' } } },
  ];
  expect(runRequirements(facts([template]), asked).map(({ verdict }) => verdict.kind)).toEqual(['unknown', 'unknown']);
});
