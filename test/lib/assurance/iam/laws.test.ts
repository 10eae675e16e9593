import fc from 'fast-check';
import { decide } from '../../../../lib/assurance/iam/decide';
import type { Policy, Statement } from '../../../../lib/assurance/iam/policy';
import type { AccessRequest, Decision, PolicyInput, RequestPolicies } from '../../../../lib/assurance/iam/request';
import { attachedPolicy, attachedStatement, policies, request, resourceStatement } from './arbitraries';

const RUNS = { numRuns: Number(process.env.IAM_LAW_RUNS ?? 250), seed: Number(process.env.IAM_LAW_SEED ?? 20_260_601) };

/** Denied, unknown, allowed. */
function rank({ kind }: Decision): number {
  return kind === 'allow' ? 2 : kind === 'unknown' ? 1 : 0;
}

function law(name: string, holds: (asked: AccessRequest, given: RequestPolicies, attached: Statement, onResource: Statement) => boolean): void {
  test(`${name} (seed ${RUNS.seed})`, () => {
    fc.assert(fc.property(request, policies, attachedStatement, resourceStatement, holds), RUNS);
  });
}

/** The policies with every document changed. */
function changed(given: RequestPolicies, change: (statements: readonly Statement[]) => readonly Statement[]): RequestPolicies {
  const one = (input: PolicyInput): PolicyInput => ('statements' in input ? { ...input, statements: change(input.statements) } : input);
  return {
    ...given,
    identity: given.identity.map(one),
    ...(given.permissionsBoundary === undefined ? {} : { permissionsBoundary: one(given.permissionsBoundary) }),
    ...(given.session === undefined ? {} : { session: given.session.map(one) }),
    ...(given.resource === undefined ? {} : { resource: { ...given.resource, policy: one(given.resource.policy) } }),
    ...(given.scps === undefined ? {} : { scps: given.scps.map((level) => level.map(one)) }),
    ...(given.endpoint === undefined ? {} : { endpoint: one(given.endpoint) }),
  };
}

/** The policies with the statement in every document, as an Allow or a Deny. */
function added(given: RequestPolicies, effect: Statement['effect'], attached: Statement, onResource: Statement): RequestPolicies {
  const identity = changed({ ...given, resource: undefined, endpoint: undefined }, (statements) => [...statements, { ...attached, effect }]);
  const resource = changed({ identity: [], resource: given.resource, endpoint: given.endpoint }, (statements) => [...statements, { ...onResource, effect }]);
  return { ...identity, resource: resource.resource, endpoint: resource.endpoint };
}

law('adding an Allow never shrinks', (asked, given, attached, onResource) => rank(decide(asked, added(given, 'Allow', attached, onResource))) >= rank(decide(asked, given)));

law('adding a Deny never grows', (asked, given, attached, onResource) => rank(decide(asked, added(given, 'Deny', attached, onResource))) <= rank(decide(asked, given)));

law('the order of statements is irrelevant', (asked, given) => decide(asked, changed(given, (statements) => statements.toReversed())).kind === decide(asked, given).kind);

law('duplicated statements are irrelevant', (asked, given) => decide(asked, changed(given, (statements) => [...statements, ...statements])).kind === decide(asked, given).kind);

law('the case of the action is irrelevant', (asked, given) => {
  const kinds = [asked.action.toUpperCase(), asked.action.toLowerCase()].map((action) => decide({ ...asked, action }, given).kind);
  return kinds.every((kind) => kind === decide(asked, given).kind);
});

law('the case of condition keys is irrelevant', (asked, given) => {
  const context = new Map([...asked.context].map(([key, value]) => [key.toUpperCase(), value]));
  return decide({ ...asked, context }, given).kind === decide(asked, given).kind;
});

test('another level of SCPs never grows', () => {
  const holds = (asked: AccessRequest, given: RequestPolicies, scp: Policy) => rank(decide(asked, { ...given, scps: [...(given.scps ?? []), [scp]] })) <= rank(decide(asked, given));
  fc.assert(fc.property(request, policies, attachedPolicy, holds), RUNS);
});

test('a policy that is not at hand decides nothing that its text could change', () => {
  const holds = (asked: AccessRequest, given: RequestPolicies, text: Policy) => {
    const hidden = decide(asked, { ...given, identity: [...given.identity, { name: 'hidden', unresolved: { code: 'Hidden' } }] });
    return hidden.kind === 'unknown' || rank(hidden) === rank(decide(asked, { ...given, identity: [...given.identity, text] }));
  };
  fc.assert(fc.property(request, policies, attachedPolicy, holds), RUNS);
});

law('what is denied by the bracketed reading of wildcards is denied by either', (asked, given) => {
  if (rank(decide(asked, given)) > 0) return true;
  return (['greedy', 'segmented'] as const).every((wildcards) => rank(decide(asked, given, { wildcards })) === 0);
});

/** Contents for the symbols of the arbitraries, equal ones among them where their kind lets them be equal. */
const CONTENTS: readonly ReadonlyMap<string, string>[] = [
  new Map([['S.Data.Arn', 'arn:aws:s3:::data'], ['S.Logs.Arn', 'arn:aws:s3:::logs'], ['S.Role.Arn', 'arn:aws:iam::111122223333:role/R'], ['S.Else.Arn', 'arn:aws:iam::111122223333:role/E'], ['S.Name.Ref', 'a'], ['S.Other.Ref', 'a'], ['AWS::AccountId', '111122223333']]),
  new Map([['S.Data.Arn', 'arn:aws:s3:::x'], ['S.Logs.Arn', 'arn:aws:s3:::data'], ['S.Role.Arn', 'arn:aws:iam::111122223333:role/Q'], ['S.Else.Arn', 'arn:aws:iam::111122223333:role/R'], ['S.Name.Ref', 'ab'], ['S.Other.Ref', 'b'], ['AWS::AccountId', '111122223333']]),
  new Map([['S.Data.Arn', 'arn:aws:s3:::data'], ['S.Logs.Arn', 'arn:aws:s3:::q'], ['S.Role.Arn', 'arn:aws:iam::444455556666:role/R'], ['S.Else.Arn', 'arn:aws:iam::444455556666:role/S'], ['S.Name.Ref', 'b'], ['S.Other.Ref', 'c'], ['AWS::AccountId', '444455556666']]),
];

/** Every symbol replaced by its content, in keys, values and patterns alike. */
function filled<T>(value: T, contents: ReadonlyMap<string, string>): T {
  const replace = (item: unknown): unknown => {
    if (typeof item === 'string') return item.replace(/⟦([^⟧]*)⟧/g, (_all, name: string) => contents.get(name) ?? name);
    if (Array.isArray(item)) return item.map(replace);
    if (item instanceof Map) return new Map([...item].map(([key, inner]): [unknown, unknown] => [key, replace(inner)]));
    return typeof item === 'object' && item !== null ? Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, replace(inner)])) : item;
  };
  return replace(value) as T;
}

law('what is decided with symbols is decided so for every content of theirs', (asked, given) => {
  const symbolic = decide(asked, given);
  if (symbolic.kind === 'unknown') return true;
  return CONTENTS.every((contents) => rank(decide(filled(asked, contents), filled(given, contents))) === rank(symbolic));
});

test('the arbitraries reach every kind of decision', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(request, policies, (asked, given) => {
      const { kind } = decide(asked, given);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }),
    RUNS,
  );
  for (const kind of ['allow', 'deny', 'implicit-deny', 'unknown']) expect({ kind, often: (seen.get(kind) ?? 0) >= RUNS.numRuns / 12 }).toEqual({ kind, often: true });
});
