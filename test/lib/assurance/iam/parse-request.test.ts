import { decide, parseRequest } from '../../../../lib/assurance/iam';
import { PlatformError } from '../../../../lib/contract/platform-error';

const ALLOW = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const ROLE = 'arn:aws:iam::111122223333:role/App';
const BASE = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a' };

describe('who calls', () => {
  test.each<[unknown, object]>([
    ['*', { kind: 'anonymous' }],
    ['arn:aws:iam::111122223333:root', { kind: 'root', account: '111122223333', partition: 'aws' }],
    ['arn:aws-cn:iam::111122223333:user/team/alice', { kind: 'user', arn: 'arn:aws-cn:iam::111122223333:user/team/alice' }],
    [ROLE, { kind: 'role-session', roleArn: ROLE, sessionName: 'session' }],
    ['arn:aws:sts::111122223333:assumed-role/App/s1', { kind: 'role-session', roleArn: ROLE, sessionName: 's1' }],
    ['arn:aws:sts::111122223333:federated-user/fay', { kind: 'federated-user', arn: 'arn:aws:sts::111122223333:federated-user/fay' }],
    ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', { kind: 'federated' }],
    ['cognito-identity.amazonaws.com', { kind: 'federated', provider: 'cognito-identity.amazonaws.com' }],
    ['sns.amazonaws.com', { kind: 'service', name: 'sns.amazonaws.com' }],
    ['⟦S.Role.Arn⟧', { kind: 'role-session', roleArn: '⟦S.Role.Arn⟧' }],
    [{ AWS: ROLE }, { kind: 'role-session', roleArn: ROLE }],
    [{ Service: 'sns.amazonaws.com' }, { kind: 'service', name: 'sns.amazonaws.com' }],
    [{ Federated: 'accounts.google.com' }, { kind: 'federated', provider: 'accounts.google.com' }],
    [{ kind: 'role-session', roleArn: ROLE, sessionName: 's2', account: '111122223333' }, { kind: 'role-session', roleArn: ROLE, sessionName: 's2', account: '111122223333' }],
    [{ kind: 'federated-user', arn: 'arn:aws:sts::111122223333:federated-user/fay', userArn: 'arn:aws:iam::111122223333:user/a' }, { kind: 'federated-user', userArn: 'arn:aws:iam::111122223333:user/a' }],
  ])('%j', (principal, expected) => {
    expect(parseRequest({ ...BASE, principal }, 'request.json').request.principal).toMatchObject(expected);
  });
});

test('every layer of policies has its say', () => {
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
  const kind = (policies: object): string => {
    const { request, policies: parsed } = parseRequest({ ...BASE, policies }, 'request.json');
    return decide(request, parsed).kind;
  };
  expect(kind({ identity: [ALLOW] })).toBe('allow');
  expect(kind({ identity: ALLOW })).toBe('allow');
  expect(kind({})).toBe('implicit-deny');
  for (const layer of [{ permissionsBoundary: deny }, { session: [deny] }, { scps: [[ALLOW], [deny]] }, { rcps: [[ALLOW, deny]] }]) expect(kind({ identity: [ALLOW], ...layer })).toBe('deny');
  expect(kind({ identity: [ALLOW], endpoint: { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } } })).toBe('deny');
  expect(kind({ resource: { policy: { Statement: { Effect: 'Allow', Principal: { AWS: ROLE }, Action: '*', Resource: '*' } }, ownerAccount: '111122223333' } })).toBe('allow');
  expect(kind({ identity: ['arn:aws:iam::aws:policy/AdministratorAccess'] })).toBe('allow');
  expect(kind({ identity: ['arn:aws:iam::aws:policy/NobodyHasReadThis'] })).toBe('unknown');
});

test('the policy of the resource may stand by itself, and policies may have names', () => {
  const { request, policies } = parseRequest({ ...BASE, policies: { identity: [{ name: 'app', policy: ALLOW }], resource: { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } } } }, 'request.json');
  expect(decide(request, policies).decidedBy).toEqual([{ layer: 'resource', policy: 'resource[0]', index: 0 }]);
  expect(decide(request, { identity: policies.identity }).decidedBy).toEqual([{ layer: 'identity', policy: 'app', index: 0 }]);
});

test('a KMS grant counts', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/k';
  const grant = { granteePrincipal: ROLE, key, operations: ['Decrypt'], encryptionContextSubset: { tenant: 't1' } };
  const asked = (tenant: string) => parseRequest({ principal: ROLE, action: 'kms:Decrypt', resource: key, context: { 'kms:EncryptionContext:tenant': tenant }, policies: { resource: { Statement: [] }, kmsGrants: [grant] } }, 'request.json');
  expect([asked('t1'), asked('t2')].map(({ request, policies }) => decide(request, policies).kind)).toEqual(['allow', 'implicit-deny']);
});

test('context values are texts, numbers, booleans or lists of them; the resource may be left out', () => {
  const { request } = parseRequest({ principal: ROLE, action: 'sts:GetCallerIdentity', context: { 'a:n': 5, 'a:b': true, 'a:s': ['x', 'y'] } }, 'request.json');
  expect([request.resource, [...request.context]]).toEqual(['*', [['a:n', ['5']], ['a:b', ['true']], ['a:s', ['x', 'y']]]]);
});

test('every problem is told at once, with its place', () => {
  const wrong = {
    principal: 'alice',
    action: 'GetObject',
    Resource: '*',
    context: { k: { a: 1 } },
    policies: { identity: [{ Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: 's3:*', Resource: '*' }] }, 'arn:aws:iam::111122223333:policy/Mine'], scps: [ALLOW], grants: [], kmsGrants: [{ granteePrincipal: ROLE }] },
  };
  let problems: PlatformError['problems'] = [];
  try {
    parseRequest(wrong, 'request.json');
  } catch (error) {
    if (PlatformError.isPlatformError(error)) problems = error.problems;
  }
  expect(problems.map(({ code, where }) => `${code} ${where ?? ''}`)).toEqual([
    'RequestMemberUnknown request.json',
    'RequestActionMalformed request.json action',
    'RequestPrincipalUnknown request.json principal',
    'ContextValueMalformed request.json context.k',
    'RequestMemberUnknown request.json policies',
    'StatementEffectUnknown request.json policies.identity[0] Statement[0].Effect',
    'PolicyNotAtHand request.json policies.identity[1]',
    'PolicyLevelsMalformed request.json policies.scps[0]',
    'RequestTextMissing request.json policies.kmsGrants[0].key',
    'RequestTextMissing request.json policies.kmsGrants[0].operations',
  ]);
});

test.each<[string, unknown]>([['a text', 'x'], ['a list', []], ['nothing', null], ['a number', 3]])('%s is no request', (_what, json) => {
  expect(() => parseRequest(json, 'request.json')).toThrow(PlatformError);
});
