import { PlatformError } from '../../../../lib/contract/platform-error';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function codes(json: unknown): readonly string[] {
  try {
    parsePolicy(json, 'policy.json');
    return [];
  } catch (error) {
    if (!PlatformError.isPlatformError(error)) throw error;
    return error.problems.map((problem) => problem.code);
  }
}

test('reads one statement and single values as lists', () => {
  expect(parsePolicy({ Version: '2012-10-17', Id: 'P', Statement: { Sid: 'S', ...ALLOW } }, 'p')).toEqual({
    version: '2012-10-17',
    id: 'P',
    statements: [{ index: 0, sid: 'S', effect: 'Allow', action: { not: false, patterns: ['s3:GetObject'] }, resource: { not: false, patterns: ['*'] }, conditions: [] }],
  });
});

test('takes version 2008-10-17 where none is written', () => {
  expect(parsePolicy({ Statement: [] }, 'p')).toEqual({ version: '2008-10-17', statements: [] });
});

test('reads NotAction, NotResource and NotPrincipal', () => {
  const [statement] = parsePolicy({ Statement: [{ Effect: 'Deny', NotPrincipal: { AWS: ['*', '111122223333'] }, NotAction: ['a:b'], NotResource: 'arn:x' }] }, 'p').statements;
  expect(statement).toMatchObject({ action: { not: true }, resource: { not: true }, principal: { not: true, everyone: true, aws: ['111122223333'] } });
});

test('reads every type of principal', () => {
  const Principal = { AWS: 'a', Service: ['b', 'c'], Federated: 'd', CanonicalUser: 'e' };
  expect(parsePolicy({ Statement: { ...ALLOW, Principal } }, 'p').statements[0]?.principal).toEqual({
    not: false,
    everyone: false,
    aws: ['a'],
    service: ['b', 'c'],
    federated: ['d'],
    canonicalUser: ['e'],
  });
});

test('takes condition operators apart, in any case', () => {
  const Condition = { 'forallvalues:stringlikeifexists': { 'aws:TagKeys': ['a', 1, true] }, Null: { k: false } };
  expect(parsePolicy({ Statement: { ...ALLOW, Condition } }, 'p').statements[0]?.conditions).toEqual([
    { operator: 'StringLike', quantifier: 'ForAllValues', ifExists: true, key: 'aws:TagKeys', values: ['a', '1', 'true'] },
    { operator: 'Null', ifExists: false, key: 'k', values: ['false'] },
  ]);
});

test.each([
  ['a policy that is no object', [], ['PolicyNotAnObject', 'PolicyWithoutStatement']],
  ['no statement', {}, ['PolicyWithoutStatement']],
  ['a statement that is no object', { Statement: ['x'] }, ['StatementNotAnObject', 'StatementEffectUnknown', 'StatementWithoutAction']],
  ['a version of no such date', { Version: '2020-01-01', Statement: [] }, ['PolicyVersionUnknown']],
  ['an element in another case', { Statement: { ...ALLOW, resource: '*' } }, ['ElementUnknown']],
  ['an unknown element', { Statement: [], Foo: 1 }, ['ElementUnknown']],
  ['an effect in another case', { Statement: { ...ALLOW, Effect: 'allow' } }, ['StatementEffectUnknown']],
  ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }, ['StatementWithoutAction']],
  ['an action without service', { Statement: { ...ALLOW, Action: ['s3:*', 'GetObject'] } }, ['ActionWithoutService']],
  ['both Action and NotAction', { Statement: { ...ALLOW, NotAction: 's3:*' } }, ['ElementsExclusive']],
  ['both Resource and NotResource', { Statement: { ...ALLOW, NotResource: '*' } }, ['ElementsExclusive']],
  ['both Principal and NotPrincipal', { Statement: { ...ALLOW, Principal: '*', NotPrincipal: '*' } }, ['ElementsExclusive']],
  ['an empty list of actions', { Statement: { ...ALLOW, Action: [] } }, ['ElementEmpty']],
  ['a resource that is a number', { Statement: { ...ALLOW, Resource: 7 } }, ['ElementNotText']],
  ['an empty resource', { Statement: { ...ALLOW, Resource: '' } }, ['ElementNotText']],
  ['a principal that is a text', { Statement: { ...ALLOW, Principal: 'alice' } }, ['PrincipalMalformed', 'PrincipalMalformed']],
  ['an unknown type of principal', { Statement: { ...ALLOW, Principal: { Aws: 'x' } } }, ['ElementUnknown']],
  ['a condition that is a list', { Statement: { ...ALLOW, Condition: [] } }, ['ConditionMalformed']],
  ['an unknown operator', { Statement: { ...ALLOW, Condition: { StringIs: { k: 'v' } } } }, ['ConditionOperatorUnknown']],
  ['Null with IfExists', { Statement: { ...ALLOW, Condition: { NullIfExists: { k: 'v' } } } }, ['ConditionOperatorUnknown']],
  ['an unknown set operator', { Statement: { ...ALLOW, Condition: { 'ForSomeValues:StringEquals': { k: 'v' } } } }, ['ConditionOperatorUnknown']],
  ['a condition value that is an object', { Statement: { ...ALLOW, Condition: { StringEquals: { k: {} } } } }, ['ConditionValueMalformed']],
])('fails on %s', (_name, json, expected) => {
  expect(codes(json)).toEqual(expected);
});

test('lists every problem with its place', () => {
  expect(() => parsePolicy({ Version: '1', Statement: [{ Effect: 'allow', Action: 'x' }] }, 'policy.json')).toThrow(
    [
      "'Version' must be '2012-10-17' or '2008-10-17', got \"1\" at policy.json Version; write '2012-10-17' [PolicyVersionUnknown]",
      "'Effect' must be 'Allow' or 'Deny', in this case, got \"allow\" at policy.json Statement[0].Effect; write one of them [StatementEffectUnknown]",
      "an action must be '<service>:<action>' or '*', got \"x\" at policy.json Statement[0]; put the service's prefix before it [ActionWithoutService]",
    ].join('\n'),
  );
});
