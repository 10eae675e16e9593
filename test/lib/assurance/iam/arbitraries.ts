import fc from 'fast-check';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
import type { Policy, Statement } from '../../../../lib/assurance/iam/policy';
import type { RequestPrincipal } from '../../../../lib/assurance/iam/principal';
import type { AccessRequest, RequestPolicies } from '../../../../lib/assurance/iam/request';

/** Few names, so that policies and requests meet often. */
const ACCOUNTS = ['111122223333', '444455556666'];
const ARNS = ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/b/c', 'arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:kms:eu-west-1:111122223333:key/k', '⟦S.Data.Arn⟧/a', '⟦S.Data.Arn⟧', '⟦S.Logs.Arn⟧/a'];
const PATTERNS = [...ARNS, '*', '*', '*', '*', 'arn:aws:s3:::data/*', 'arn:aws:s3:::*a', 'arn:aws:*:q', 'arn:aws:s?s:*:*:*', '⟦S.Data.Arn⟧/*', 'arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::${a:s, \'data\'}/*'];
const ACTIONS = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'kms:Decrypt', 'sts:AssumeRole'];
const ACTION_PATTERNS = [...ACTIONS, '*', '*', '*', 's3:*', 's3:Get*', '*:*e*', 'kms:?ecrypt'];
const TEXTS = ['a', 'b', 'ab', '', '⟦S.Name.Ref⟧', '⟦S.Other.Ref⟧'];

const PRINCIPALS: readonly RequestPrincipal[] = [
  { kind: 'user', arn: 'arn:aws:iam::111122223333:user/data' },
  { kind: 'role-session', roleArn: 'arn:aws:iam::111122223333:role/R', sessionName: 's' },
  { kind: 'role-session', roleArn: '⟦S.Role.Arn⟧', sessionName: 's' },
  { kind: 'role-session', roleArn: 'arn:aws:iam::444455556666:role/R', sessionName: 's' },
  { kind: 'root', account: '111122223333' },
  { kind: 'service', name: 'sns.amazonaws.com' },
  { kind: 'anonymous' },
];

const NAMES = ['*', '111122223333', 'arn:aws:iam::444455556666:root', 'arn:aws:iam::111122223333:user/data', 'arn:aws:iam::111122223333:role/R', 'arn:aws:sts::111122223333:assumed-role/R/s', '⟦S.Role.Arn⟧', '⟦S.Else.Arn⟧'];

const values = (texts: readonly string[]) => fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 });
/** Everything, as often as not: otherwise too few requests would come as far as the last layer. */
const wide = (texts: readonly string[]) => fc.oneof(fc.constant(['*']), values(texts));

const condition = fc.oneof(
  tested(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLikeIfExists', 'StringEqualsIgnoreCase'], 'a:s', [...TEXTS, 'a*', '?', '${a:t}']),
  tested(['ForAllValues:StringEquals', 'ForAnyValue:StringLike', 'ForAnyValue:StringNotEquals', 'ForAllValues:StringNotLike'], 'a:m', [...TEXTS, 'a*']),
  tested(['NumericLessThan', 'NumericEquals', 'NumericNotEquals', 'NumericGreaterThanEqualsIfExists'], 'a:n', ['1', '2', '2.0', '10']),
  tested(['IpAddress', 'NotIpAddress'], 'a:ip', ['10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32']),
  tested(['Bool', 'BoolIfExists', 'Null'], 'a:b', ['true', 'false']),
  tested(['ArnLike', 'ArnNotEquals'], 'aws:PrincipalArn', ['arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:user/data', '⟦S.Role.Arn⟧']),
);

function tested(operators: readonly string[], key: string, texts: readonly string[]): fc.Arbitrary<object> {
  return fc.tuple(fc.constantFrom(...operators), values(texts)).map(([operator, list]) => ({ [operator]: { [key]: list } }));
}

export const context: fc.Arbitrary<ReadonlyMap<string, string | readonly string[]>> = fc
  .record(
    {
      'a:s': fc.constantFrom(...TEXTS),
      'a:t': fc.constantFrom(...TEXTS),
      'a:m': fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 }),
      'a:n': fc.constantFrom('1', '2', '9'),
      'a:ip': fc.constantFrom('10.1.2.3', '10.2.0.1', '192.0.2.1', '2001:db8::9'),
      'a:b': fc.constantFrom('true', 'false'),
    },
    { requiredKeys: [] },
  )
  .map((record) => new Map(Object.entries(record)));

const base = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  action: fc.record({ not: weighted(), list: wide(ACTION_PATTERNS) }),
  resource: fc.record({ not: weighted(), list: wide(PATTERNS) }),
  Condition: fc.option(condition, { nil: undefined }),
});

function weighted(): fc.Arbitrary<boolean> {
  return fc.nat(9).map((roll) => roll === 0);
}

function statementJson(withPrincipal: boolean): fc.Arbitrary<object> {
  const who = fc.record({ not: weighted(), list: wide(NAMES), service: fc.boolean() });
  return fc.tuple(base, who).map(([{ Effect, action, resource, Condition }, { not, list, service }]) => ({
    Effect,
    [action.not ? 'NotAction' : 'Action']: action.list,
    [resource.not ? 'NotResource' : 'Resource']: resource.list,
    ...(Condition === undefined ? {} : { Condition }),
    ...(withPrincipal ? { [not ? 'NotPrincipal' : 'Principal']: { AWS: list, ...(service ? { Service: 'sns.amazonaws.com' } : {}) } } : {}),
  }));
}

function parsed(statements: readonly object[]): Policy {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, 'arbitrary');
}

export const attachedPolicy = fc.array(statementJson(false), { maxLength: 4 }).map(parsed);
export const resourcePolicy = fc.array(statementJson(true), { maxLength: 4 }).map(parsed);
export const attachedStatement: fc.Arbitrary<Statement> = statementJson(false).map(first);
export const resourceStatement: fc.Arbitrary<Statement> = statementJson(true).map(first);

function first(json: object): Statement {
  const [statement] = parsed([json]).statements;
  if (statement === undefined) throw new Error('a policy lost its statement');
  return statement;
}

export const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(...PRINCIPALS),
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...ARNS),
  context,
});

/** Every layer denies what it does not allow, so most requests would end there if every layer were there every time. */
function seldom<T>(layer: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: layer });
}

export const policies: fc.Arbitrary<RequestPolicies> = fc.record({
  identity: fc.array(attachedPolicy, { maxLength: 2 }),
  permissionsBoundary: seldom(attachedPolicy),
  session: seldom(fc.array(attachedPolicy, { maxLength: 1 })),
  resource: fc.option(fc.record({ policy: resourcePolicy, ownerAccount: fc.constantFrom(...ACCOUNTS) }), { nil: undefined, freq: 3 }),
  scps: seldom(fc.array(fc.array(attachedPolicy, { maxLength: 1 }), { maxLength: 2 })),
  endpoint: seldom(resourcePolicy),
});
