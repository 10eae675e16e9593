import { escalations } from '../../../../lib/assurance/access';
import { decide } from '../../../../lib/assurance/iam/decide';
import { modelOf } from './asked';

const LAMBDA = '{ Service: lambda.amazonaws.com }';

function role(id: string, statements: string, trusts = LAMBDA, more = ''): string {
  return `${id}:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: ${id}\n    AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: ${trusts}, Action: sts:AssumeRole } }\n`
    + `    Policies: [{ PolicyName: P, PolicyDocument: { Version: "2012-10-17", Statement: [${statements}] } }]\n${more}`;
}

function allow(actions: string, resource = '"*"', condition = ''): string {
  return `{ Effect: Allow, Action: [${actions}], Resource: ${resource}${condition === '' ? '' : `, Condition: ${condition}`} }`;
}

function found(resources: string, who = 'A'): readonly string[] {
  const model = modelOf(resources);
  const holder = model.holder(`T.${who}`);
  if (holder === undefined) throw new Error('no such holder');
  return escalations(model, holder).map(({ method, actor, via, kind }) => [method, actor === holder ? '' : `as ${actor.id}`, via.length === 0 ? '' : `via ${via.join()}`, kind === 'unknown' ? '?' : ''].filter(Boolean).join(' '));
}

const OTHER = role('B', allow('"dynamodb:*"'));
const OWN = '"arn:aws:iam::111122223333:role/A"';
const OTHERS = '"arn:aws:iam::111122223333:role/B"';
const USER = `A:\n  Type: AWS::IAM::User\n  Properties:\n    UserName: A\n    Policies: [{ PolicyName: P, PolicyDocument: { Statement: [STATEMENT] } }]\n`;

describe('ways to more rights', () => {
  test.each<[string, string, readonly string[]]>([
    ['none', role('A', allow('"s3:*"')), []],
    ['everything', role('A', allow('"*"')), ['Administrator']],
    ['a policy on itself', role('A', allow('"iam:PutRolePolicy"')), ['PutRolePolicy']],
    ['in another case of letters', role('A', allow('"IAM:putrolepolicy"')), ['PutRolePolicy']],
    ['a policy on another role only', role('A', allow('"iam:PutRolePolicy"', OTHERS)) + OTHER, []],
    ['a policy on itself, denied', role('A', `${allow('"iam:*RolePolicy"')}, { Effect: Deny, Action: "iam:*", Resource: ${OWN} }, { Effect: Deny, Action: "iam:Update*", Resource: "*" }`), []],
    ['an attached policy', role('A', allow('"iam:AttachRolePolicy"', OWN)), ['AttachRolePolicy']],
    ['its boundary', role('A', allow('"iam:DeleteRolePermissionsBoundary"')), ['DeleteRolePermissionsBoundary']],
    ['a version of a policy of its own', role('A', allow('"iam:CreatePolicyVersion"'), LAMBDA, '    ManagedPolicyArns: [!Ref M]\nM:\n  Type: AWS::IAM::ManagedPolicy\n  Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: s3:*, Resource: "*" } } }\n'),
      ['CreatePolicyVersion']],
    ['a version of a policy that it does not have', role('A', allow('"iam:CreatePolicyVersion"')), []],
    ['the trust of another role', role('A', allow('"iam:UpdateAssumeRolePolicy"', OTHERS)) + OTHER, ['UpdateAssumeRolePolicy']],
    ['its own trust only', role('A', allow('"iam:UpdateAssumeRolePolicy"', OWN)), []],
    ['another role, passed to a function', role('A', allow('"iam:PassRole", "lambda:CreateFunction"')), ['PassRoleAndCreateFunction']],
    ['no role to pass', role('A', allow('"lambda:CreateFunction"')), []],
    ['only itself to pass', role('A', `${allow('"iam:PassRole"', OWN)}, ${allow('"lambda:CreateFunction"')}`), []],
    ['a role that may be passed to another service only', role('A', `${allow('"iam:PassRole"', '"*"', '{ StringEquals: { "iam:PassedToService": apigateway.amazonaws.com } }')}, ${allow('"lambda:CreateFunction"')}`), []],
    ['a role passed to a task', role('A', `${allow('"iam:PassRole"', OTHERS)}, ${allow('"ecs:RunTask"')}`) + OTHER, ['PassRoleAndRunTask']],
    ['a stack', role('A', allow('"iam:PassRole", "cloudformation:*"')), ['PassRoleAndCreateStack', 'PassRoleAndUpdateStack', 'PassRoleAndCreateChangeSetAndExecuteChangeSet']],
    ['the code of a function that runs as another', `${role('A', allow('"lambda:UpdateFunctionCode"'))}${OTHER}F:\n  Type: AWS::Lambda::Function\n  Properties: { FunctionName: f, Role: !GetAtt B.Arn }\n`, ['UpdateFunctionCode']],
    ['the code of its own function', `${role('A', allow('"lambda:UpdateFunctionCode"', '"arn:aws:lambda:*:111122223333:function:f"'))}F:\n  Type: AWS::Lambda::Function\n  Properties: { FunctionName: f, Role: !GetAtt A.Arn }\n`, []],
    ['a new role', role('A', allow('"iam:CreateRole", "iam:AttachRolePolicy"', '"arn:aws:iam::*:role/new/*"')), ['CreateRoleAndAttachRolePolicy']],
    ['a new role within a boundary', role('A', allow('"iam:CreateRole", "iam:AttachRolePolicy"', '"arn:aws:iam::*:role/new/*"', '{ StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/B" } }')), []],
    ['keys of a user', role('A', allow('"iam:CreateAccessKey"')), ['CreateAccessKey']],
    ['keys of itself', USER.replace('STATEMENT', '{ Effect: Allow, Action: iam:CreateAccessKey, Resource: "arn:aws:iam::*:user/${aws:username}" }').replace('{ Statement', '{ Version: "2012-10-17", Statement'), []],
    ['a group for a user', USER.replace('STATEMENT', allow('"iam:AddUserToGroup"')), ['AddUserToGroup']],
    ['by a role that it takes', role('A', allow('"sts:AssumeRole"')) + role('B', allow('"iam:PutRolePolicy"'), '{ AWS: !GetAtt A.Arn }'), ['PutRolePolicy as T.B']],
    ['an administrator over two roles', role('A', allow('"sts:AssumeRole"')) + role('B', allow('"sts:AssumeRole"'), '{ AWS: !GetAtt A.Arn }') + role('C', allow('"*"'), '{ AWS: !GetAtt B.Arn }'), ['Administrator as T.C via T.B']],
    ['not beyond a boundary', role('A', allow('"*"'), LAMBDA, '    PermissionsBoundary: !Ref M\nM:\n  Type: AWS::IAM::ManagedPolicy\n  Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: "s3:*", Resource: "*" } } }\n'), []],
    ['a policy that cannot be read', role('A', allow('"iam:PutRolePolicy"'), LAMBDA, '    ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyOfTomorrow"]\n'), ['Undecided ?']],
    ['everything but IAM', role('A', '{ Effect: Allow, NotAction: "iam:*", Resource: "*" }'), ['SendCommand', 'StartSession', 'ExecuteCommand', 'UpdateDevEndpoint', 'CreatePresignedNotebookInstanceUrl', 'SendSSHPublicKey', 'UpdateFunctionCode'].sort()],
  ])('%s', (_, resources, expected) => {
    expect([...found(resources)].sort()).toEqual([...expected].sort());
  });

  test('each witness is a request that is allowed', () => {
    const model = modelOf(role('A', allow('"iam:PassRole", "lambda:CreateFunction"')) + OTHER);
    const holder = model.holder('T.A');
    const [way] = holder === undefined ? [] : escalations(model, holder);
    expect(way?.witnesses.map(({ request }) => [request.action, decide(request, model.policiesFor(holder, undefined)).kind])).toEqual([['iam:PassRole', 'allow'], ['lambda:CreateFunction', 'allow']]);
    expect(way?.witnesses[0]?.request.resource).toBe('arn:aws:iam::111122223333:role/B');
  });
});
