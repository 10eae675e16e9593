import { accessOf } from '../../../../lib/assurance/access';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
import { factsOf } from '../template/resolved';
import { answer, modelOf, type Question } from './asked';

const TRUST = 'AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }';
const READ = '{ Version: "2012-10-17", Statement: { Effect: Allow, Action: s3:GetObject, Resource: "*" } }';
const NO_READ = '{ Version: "2012-10-17", Statement: { Effect: Deny, Action: s3:GetObject, Resource: "*" } }';
const ROLE = `Role:\n  Type: AWS::IAM::Role\n  Properties:\n    ${TRUST}\n`;
const ROLES = `${ROLE}Other:\n  Type: AWS::IAM::Role\n  Properties: { ${TRUST} }\n`;
const USER = 'User:\n  Type: AWS::IAM::User\n';
const READING: Question = { as: 'Role', action: 's3:GetObject', resource: 'arn:aws:s3:::data/a' };

function policy(type: string, properties: string): string {
  return `P:\n  Type: AWS::IAM::${type}\n  Properties: { PolicyDocument: ${READ}, ${properties} }\n`;
}

describe('a role or user may do what is attached to it', () => {
  test.each<[string, string, Question, string]>([
    ['inline', `${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: ${READ} }]`, READING, 'allow'],
    ['inline, as JSON text', `${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: '{"Statement":{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*"}}' }]`, READING, 'allow'],
    ['by AWS::IAM::Policy', ROLES + policy('Policy', 'PolicyName: P, Roles: [!Ref Role]'), READING, 'allow'],
    ['not by AWS::IAM::Policy of another role', ROLES + policy('Policy', 'PolicyName: P, Roles: [!Ref Other]'), READING, 'implicit-deny'],
    ['by AWS::IAM::RolePolicy', ROLES + policy('RolePolicy', 'PolicyName: P, RoleName: !Ref Role'), READING, 'allow'],
    ['by AWS::IAM::ManagedPolicy that lists it', ROLES + policy('ManagedPolicy', 'Roles: [!Ref Role]'), READING, 'allow'],
    ['by ManagedPolicyArns', `${ROLE}    ManagedPolicyArns: [!Ref P]\n${policy('ManagedPolicy', 'Description: none')}`, READING, 'allow'],
    ['by the written name', `Role:\n  Type: AWS::IAM::Role\n  Properties: { RoleName: reader, ${TRUST} }\n${policy('Policy', 'PolicyName: P, Roles: [reader]')}`, READING, 'allow'],
    ['not by a name that is another', `Role:\n  Type: AWS::IAM::Role\n  Properties: { RoleName: reader, ${TRUST} }\n${policy('Policy', 'PolicyName: P, Roles: [writer]')}`, READING, 'implicit-deny'],
    ['not by a written name when the role has a generated one', ROLE + policy('Policy', 'PolicyName: P, Roles: [reader]'), READING, 'implicit-deny'],
    ['by a user policy', USER + policy('UserPolicy', 'PolicyName: P, UserName: !Ref User'), { ...READING, as: 'User' }, 'allow'],
    ['by a policy that lists users', USER + policy('Policy', 'PolicyName: P, Users: [!Ref User]'), { ...READING, as: 'User' }, 'allow'],
    ['by a group that the user names', `User:\n  Type: AWS::IAM::User\n  Properties: { Groups: [!Ref Group] }\nGroup:\n  Type: AWS::IAM::Group\n${policy('Policy', 'PolicyName: P, Groups: [!Ref Group]')}`,
      { ...READING, as: 'User' }, 'allow'],
    ['by a group that it is added to', `${USER}Group:\n  Type: AWS::IAM::Group\n  Properties: { Policies: [{ PolicyName: R, PolicyDocument: ${READ} }] }\n`
      + 'Add:\n  Type: AWS::IAM::UserToGroupAddition\n  Properties: { GroupName: !Ref Group, Users: [!Ref User] }', { ...READING, as: 'User' }, 'allow'],
    ['not by a group it is not in', `${USER}Group:\n  Type: AWS::IAM::Group\n${policy('GroupPolicy', 'PolicyName: P, GroupName: !Ref Group')}`, { ...READING, as: 'User' }, 'implicit-deny'],
    ['by the ARN of a policy of the template, written out', `Role:\n  Type: AWS::IAM::Role\n  Properties:\n    ${TRUST}\n    ManagedPolicyArns: [!Sub "arn:aws:iam::\${AWS::AccountId}:policy/reading"]\n`
      + policy('ManagedPolicy', 'ManagedPolicyName: reading'), READING, 'allow'],
    ['within its boundary', `${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: ${READ} }]\n    PermissionsBoundary: !Ref P\n${policy('ManagedPolicy', 'Description: b')}`, READING, 'allow'],
    ['not beyond its boundary', `${ROLE}    Policies: [{ PolicyName: All, PolicyDocument: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }]\n    PermissionsBoundary: !Ref P\n${policy('ManagedPolicy', 'Description: b')}`,
      { ...READING, action: 's3:PutObject' }, 'implicit-deny'],
  ])('%s', (_, resources, question, expected) => {
    expect(answer(modelOf(resources), question)).toBe(expected);
  });
});

describe('what the template does not tell is unknown, and only that', () => {
  const parameter = 'Parameters:\n  Name: { Type: String }\n  Names: { Type: CommaDelimitedList }\nResources:\n';
  const whole = (resources: string): string => parameter + resources.replace(/^(?=.)/gm, '  ');
  test.each<[string, string, Question, string]>([
    ['a policy for a role by parameter', whole(ROLE + policy('Policy', 'PolicyName: P, Roles: [!Ref Name]')), READING, 'unknown'],
    ['what that policy does not speak of', whole(ROLE + policy('Policy', 'PolicyName: P, Roles: [!Ref Name]')), { ...READING, action: 's3:PutObject' }, 'implicit-deny'],
    ['a policy for a list of roles by parameter', whole(ROLE + policy('Policy', 'PolicyName: P, Roles: !Ref Names')), READING, 'unknown'],
    ['a policy for an imported role', whole(ROLE + policy('RolePolicy', 'PolicyName: P, RoleName: !ImportValue TheRole')), READING, 'unknown'],
    ['the same parameter as name and as target', whole(`Role:\n  Type: AWS::IAM::Role\n  Properties: { RoleName: !Ref Name, ${TRUST} }\n${policy('Policy', 'PolicyName: P, Roles: [!Ref Name]')}`), READING, 'allow'],
    ['a managed policy by parameter', whole(`${ROLE}    ManagedPolicyArns: [!Ref Name]`), READING, 'unknown'],
    ['a boundary by parameter', whole(`${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: ${READ} }]\n    PermissionsBoundary: !Ref Name`), READING, 'unknown'],
    ['a policy that AWS manages, without its text', `${ROLE}    ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyOfTomorrow"]`, READING, 'unknown'],
    ['statements by parameter', whole(`${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: { Statement: !Ref Names } }]`), READING, 'unknown'],
    ['a document that is no policy', `${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: { Statement: { Effect: allow, Action: 's3:*', Resource: '*' } } }]`, READING, 'unknown'],
    ['JSON text that is none', `${ROLE}    Policies: [{ PolicyName: Read, PolicyDocument: '{"Statement":' }]`, READING, 'unknown'],
    ['a denial beside an unreadable document', `${ROLE}    Policies: [{ PolicyName: A, PolicyDocument: '{' }, { PolicyName: B, PolicyDocument: ${NO_READ} }]`, READING, 'deny'],
    ['a macro that was not run', `Transform: Their::Macro\nResources:\n${ROLE.replace(/^(?=.)/gm, '  ')}`, READING, 'unknown'],
  ])('%s', (_, resources, question, expected) => {
    expect(answer(modelOf(resources), question)).toBe(expected);
  });
});

test('policies that AWS manages are read where their text is at hand', () => {
  const known = new Map([['service-role/Reader', parsePolicy({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }, 'Reader')]]);
  const template = `${ROLE}    ManagedPolicyArns: [!Sub "arn:\${AWS::Partition}:iam::aws:policy/service-role/Reader"]`;
  expect(answer(modelOf(template, { managedPolicies: known }), READING)).toBe('allow');
});

test('a policy of one state of the conditions counts in that state only', () => {
  const template = `Parameters:\n  On: { Type: String, AllowedValues: [yes, no] }\nConditions:\n  IsOn: !Equals [!Ref On, yes]\nResources:\n${
    ROLE.replace(/^(?=.)/gm, '  ')}  P:\n    Type: AWS::IAM::Policy\n    Condition: IsOn\n    Properties: { PolicyName: P, Roles: [!Ref Role], PolicyDocument: ${READ} }`;
  const answers = factsOf(template).variants().map(({ resources }) => answer(accessOf(resources), READING));
  expect([...answers].sort()).toEqual(['allow', 'implicit-deny']);
});

describe('roles are reached by chains', () => {
  const role = (name: string, trusts: string, statement: string): string => `${name}:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: ${trusts}, Action: sts:AssumeRole } }\n`
    + `    Policies: [{ PolicyName: P, PolicyDocument: { Statement: { Effect: Allow, Action: ${statement}, Resource: '*' } } }]\n`;
  const chained = role('A', '{ Service: lambda.amazonaws.com }', 'sts:AssumeRole') + role('B', '{ AWS: !GetAtt A.Arn }', "'*'") + role('C', '{ AWS: !GetAtt B.Arn }', 's3:*');
  const reached = (resources: string): readonly string[] => {
    const model = modelOf(resources);
    const start = model.holder('T.A');
    return start === undefined ? [] : model.reachableFrom(start).map(({ holder, via, certain }) => [holder.id, ...via, certain].join(' '));
  };

  test.each<[string, string, readonly string[]]>([
    ['over two steps', chained, ['T.A true', 'T.B true', 'T.C T.B true']],
    ['also without rights of its own, where the trust policy names the caller', chained.replace('Action: sts:AssumeRole, Resource', 'Action: sts:GetCallerIdentity, Resource'), ['T.A true', 'T.B true', 'T.C T.B true']],
    ['not where an account is trusted and the caller may not ask', role('A', '{ Service: lambda.amazonaws.com }', 's3:*') + role('B', '{ AWS: "111122223333" }', 's3:*'), ['T.A true']],
    ['where an account is trusted and the caller may ask', role('A', '{ Service: lambda.amazonaws.com }', 'sts:*') + role('B', '{ AWS: "111122223333" }', 's3:*'), ['T.A true', 'T.B true']],
    ['also with an external id, which a caller may learn', role('A', '{ Service: lambda.amazonaws.com }', 'sts:*')
      + role('B', '{ AWS: !GetAtt A.Arn }', 's3:*').replace('Action: sts:AssumeRole }', 'Action: sts:AssumeRole, Condition: { StringEquals: { "sts:ExternalId": secret } } }'), ['T.A true', 'T.B true']],
  ])('%s', (_, resources, expected) => {
    expect(reached(resources)).toEqual(expected);
  });
});
