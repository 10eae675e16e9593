import { decide, parseRequest, prove } from '../../../../../lib/assurance/iam';
import { parsePolicy } from '../../../../../lib/assurance/iam/parse-policy';
import type { Condition } from '../../../../../lib/assurance/iam/policy';
import type { RequestPrincipal } from '../../../../../lib/assurance/iam/principal';
import type { RequestRegion } from '../../../../../lib/assurance/iam/prove';
import proofs from '../cases/proofs.json';
import { documentOf, type Names, type ShortStatement } from '../short-statement';

interface ProofCase {
  readonly name: string;
  /** Left out: everybody. */
  readonly who?: string;
  readonly version?: string;
  /** Statements of one policy, or a list of policies, some of them by their ARN. */
  readonly identity?: readonly (ShortStatement | string | readonly ShortStatement[])[];
  readonly boundary?: readonly ShortStatement[];
  readonly session?: readonly ShortStatement[];
  readonly policy?: readonly ShortStatement[];
  readonly endpoint?: readonly ShortStatement[];
  readonly scps?: readonly (readonly ShortStatement[])[];
  readonly rcps?: readonly (readonly ShortStatement[])[];
  readonly grants?: readonly object[];
  readonly owner?: string;
  readonly action?: Names;
  readonly resource?: Names;
  readonly when?: { readonly [operator: string]: object };
  readonly requests?: 'known' | 'any';
  readonly expect: 'proved' | 'refuted' | 'unknown';
  readonly witness?: object;
  /** The proof rests on what AWS documents of actions, and says so. */
  readonly assumes?: boolean;
}

const WHO: { readonly [name: string]: RequestPrincipal } = {
  role: { kind: 'role-session', roleArn: 'arn:aws:iam::111122223333:role/App', sessionName: 's' },
  user: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/alice' },
  root: { kind: 'root', account: '111122223333' },
  stranger: { kind: 'role-session', roleArn: 'arn:aws:iam::444455556666:role/Theirs', sessionName: 's' },
  symbol: { kind: 'role-session', roleArn: '⟦S.App.Arn⟧', sessionName: 's' },
};

describe('what is allowed, is found; what is not, is proved', () => {
  test.each((proofs as unknown as readonly ProofCase[]).map((row) => [row.name, row] as const))('%s', (_name, row) => {
    const policies = policiesOf(row);
    const region = regionOf(row);
    const verdict = prove(region, policies, row.requests === undefined ? {} : { requests: row.requests });
    expect(verdict).toMatchObject({ kind: row.expect, ...(row.witness === undefined ? {} : { witness: { request: row.witness } }) });
    if (verdict.kind === 'refuted') expect(decide(verdict.witness.request, policies).kind).toBe('allow');
    if (verdict.kind === 'proved') expect(verdict.assumptions.some((text) => text.startsWith('requests are those that AWS documented'))).toBe(row.assumes === true);
  });
});

function policiesOf(row: ProofCase) {
  const whole = (statements: readonly ShortStatement[]) => documentOf(statements, row.version);
  const lists = (row.identity ?? []).some((entry) => typeof entry === 'string' || Array.isArray(entry));
  const identity = lists ? row.identity?.map((entry) => (typeof entry === 'string' ? entry : whole(entry as readonly ShortStatement[]))) : row.identity === undefined ? undefined : [whole(row.identity as readonly ShortStatement[])];
  const policies = {
    identity,
    permissionsBoundary: row.boundary === undefined ? undefined : whole(row.boundary),
    session: row.session === undefined ? undefined : [whole(row.session)],
    resource: row.policy === undefined ? undefined : { policy: whole(row.policy), ownerAccount: row.owner },
    endpoint: row.endpoint === undefined ? undefined : whole(row.endpoint),
    scps: row.scps?.map((level) => [whole(level)]),
    rcps: row.rcps?.map((level) => [whole(level)]),
    kmsGrants: row.grants,
  };
  return parseRequest(JSON.parse(JSON.stringify({ principal: '*', action: 's3:GetObject', policies })), row.name).policies;
}

function regionOf({ who, action, resource, when, owner, policy }: ProofCase): RequestRegion {
  const principal = WHO[who ?? ''];
  const element = (names: Names) => ({ not: false, patterns: typeof names === 'string' ? [names] : names });
  return {
    ...(principal === undefined ? {} : { principals: [principal] }),
    ...(action === undefined ? {} : { action: element(action) }),
    ...(resource === undefined ? {} : { resource: element(resource) }),
    conditions: conditionsOf(when ?? {}),
    ...(owner === undefined || policy !== undefined ? {} : { resourceAccount: owner }),
  };
}

function conditionsOf(when: object): readonly Condition[] {
  return parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: when } }, 'region').statements[0]?.conditions ?? [];
}
