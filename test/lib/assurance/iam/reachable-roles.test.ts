import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
import { reachableRoles, type AssumableRole } from '../../../../lib/assurance/iam/reachable-roles';

const ACCOUNT = '111122223333';
const START = { principal: { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/alice` }, policies: { identity: [] } } as const;

function arn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

function role(name: string, trusted: unknown, condition?: object): AssumableRole {
  const statement = { Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole', ...(condition === undefined ? {} : { Condition: condition }) };
  return { arn: arn(name), trustPolicy: parsePolicy({ Version: '2012-10-17', Statement: [statement] }, name), identity: [] };
}

function reached(roles: readonly AssumableRole[], options = {}) {
  return reachableRoles(START, roles, options).map(({ role: found, via, certain }) => [found.split('/').at(-1), via.map((step) => step.split('/').at(-1)), certain]);
}

test('follows a chain of roles, each trusting the one before', () => {
  const roles = [role('C', { AWS: arn('B') }), role('B', { AWS: arn('A') }), role('A', { AWS: START.principal.arn }), role('D', { AWS: arn('E') })];
  expect(reached(roles)).toEqual([
    ['A', [], true],
    ['B', ['A'], true],
    ['C', ['A', 'B'], true],
  ]);
});

test('ends on roles that trust each other', () => {
  expect(reached([role('A', { AWS: [START.principal.arn, arn('B')] }), role('B', { AWS: arn('A') })])).toEqual([
    ['A', [], true],
    ['B', ['A'], true],
  ]);
});

test('needs an identity policy where the account is trusted', () => {
  const open = role('A', { AWS: ACCOUNT });
  expect(reached([open])).toEqual([]);
  const policies = { identity: [parsePolicy({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: open.arn } }, 'p')] };
  expect(reachableRoles({ ...START, policies }, [open])).toHaveLength(1);
});

test('denies without the external id, reaches with it', () => {
  const roles = [role('A', { AWS: START.principal.arn }, { StringEquals: { 'sts:ExternalId': 'x' } })];
  expect(reached(roles)).toEqual([]);
  expect(reached(roles, { context: () => new Map([['sts:ExternalId', 'x']]) })).toEqual([['A', [], true]]);
});

test('shows what cannot be told as uncertain, and what lies behind it', () => {
  const hidden: AssumableRole = { arn: arn('A'), identity: [], trustPolicy: { name: 'trust', unresolved: { code: 'NotResolved' } } };
  expect(reached([hidden, role('B', { AWS: arn('A') })])).toEqual([
    ['A', [], false],
    ['B', ['A'], false],
  ]);
});

test('prefers a longer certain chain to a shorter doubtful one', () => {
  const tagged = { Effect: 'Allow', Principal: { AWS: START.principal.arn }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': '⟦S.Secret⟧' } } };
  const chained = { Effect: 'Allow', Principal: { AWS: arn('A') }, Action: 'sts:AssumeRole' };
  const target: AssumableRole = { arn: arn('B'), identity: [], trustPolicy: parsePolicy({ Statement: [tagged, chained] }, 'B') };
  const context = () => new Map([['sts:ExternalId', 'x']]);
  expect(reached([target, role('A', { AWS: START.principal.arn })], { context })).toEqual([
    ['A', [], true],
    ['B', ['A'], true],
  ]);
  expect(reached([target], { context })).toEqual([['B', [], false]]);
});
