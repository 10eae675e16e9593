import fc from 'fast-check';
import type { Policy, Statement } from '../../../../../lib/assurance/iam/policy';
import { comparePolicies, prove } from '../../../../../lib/assurance/iam/prove';
import type { RequestPolicies } from '../../../../../lib/assurance/iam/request';
import type { Verdict } from '../../../../../lib/assurance/verdict';
import { checkComparison, checkMembership } from '../../../../fuzz/iam-agreement';
import { Dice, randomDocumentedRequest, randomPolicies, randomPolicy, randomRequest } from '../../../../fuzz/random-policies';
import { attachedPolicy, attachedStatement, policies, request, resourcePolicy, resourceStatement } from '../arbitraries';
import { regionAround } from './one-request';

const RUNS = { numRuns: Number(process.env.IAM_LAW_RUNS ?? 12), seed: Number(process.env.IAM_LAW_SEED ?? 20_260_602) };

function law<Given extends object>(name: string, given: { readonly [member in keyof Given]: fc.Arbitrary<Given[member]> }, holds: (given: Given) => boolean): void {
  test(`${name} (seed ${RUNS.seed})`, () => {
    fc.assert(fc.property(fc.record(given), holds), RUNS);
  });
}

/** How much is allowed: surely nothing, perhaps something, surely something. */
function rank({ kind }: Verdict<unknown>): number {
  return kind === 'refuted' ? 2 : kind === 'unknown' ? 1 : 0;
}

function withStatement(policy: Policy, statement: Statement, effect: Statement['effect']): Policy {
  return { ...policy, statements: [...policy.statements, { ...statement, effect, index: policy.statements.length }] };
}

function withIdentity(given: RequestPolicies, statement: Statement, effect: Statement['effect']): RequestPolicies {
  return { ...given, identity: [...given.identity, withStatement({ version: '2012-10-17', statements: [] }, statement, effect)] };
}

/** A verdict of one sure kind never becomes the other sure kind. */
law('adding an Allow never makes a proof of what was found', { asked: request, given: policies, statement: attachedStatement }, ({ asked, given, statement }) => {
  const region = { ...regionAround(asked), conditions: [] };
  return rank(prove(region, given)) < 2 || rank(prove(region, withIdentity(given, statement, 'Allow'))) > 0;
});

law('adding a Deny never finds what was proved', { asked: request, given: policies, statement: attachedStatement }, ({ asked, given, statement }) => {
  const region = { ...regionAround(asked), conditions: [] };
  return rank(prove(region, given)) > 0 || rank(prove(region, withIdentity(given, statement, 'Deny'))) < 2;
});

for (const [kind, policy, statement] of [['attached', attachedPolicy, attachedStatement], ['resource', resourcePolicy, resourceStatement]] as const) {
  law(`a policy allows no more than itself with another Allow (${kind})`, { one: policy, more: statement }, ({ one, more }) => comparePolicies(one, withStatement(one, more, 'Allow')).aAllowsMore.kind !== 'refuted');
  law(`a policy with another Deny allows no more than without (${kind})`, { one: policy, more: statement }, ({ one, more }) => comparePolicies(withStatement(one, more, 'Deny'), one).aAllowsMore.kind !== 'refuted');
  law(`a policy is as wide as itself in another order (${kind})`, { one: policy }, ({ one }) => {
    const { aAllowsMore, bAllowsMore } = comparePolicies(one, { ...one, statements: one.statements.toReversed() });
    return aAllowsMore.kind !== 'refuted' && bAllowsMore.kind !== 'refuted';
  });
}

test('what is proved of any requests is proved of the documented ones', () => {
  const holds = (asked: Parameters<typeof regionAround>[0], given: RequestPolicies): boolean => {
    const region = { ...regionAround(asked), conditions: [], resource: { not: false, patterns: ['*'] } };
    return prove(region, given, { requests: 'any' }).kind !== 'proved' || prove(region, given).kind === 'proved';
  };
  fc.assert(fc.property(request, policies, holds), RUNS);
});

describe(`the prover and the evaluator agree on random policies (seed ${RUNS.seed})`, () => {
  const rounds = Array.from({ length: RUNS.numRuns * 4 }, (_, round) => new Dice(RUNS.seed + round));
  const contradicted = (outcomes: readonly string[]) => outcomes.flatMap((outcome, round) => (outcome === 'contradiction' || outcome === 'not-replayed' ? [`${outcome} in round ${round}`] : []));

  test('of any request', () => {
    expect(contradicted(rounds.map((dice) => checkMembership(randomPolicies(dice), randomRequest(dice), 'any')))).toEqual([]);
  });

  test('of documented requests', () => {
    expect(contradicted(rounds.map((dice) => checkMembership(randomPolicies(dice), randomDocumentedRequest(dice), 'known')))).toEqual([]);
  });

  test('of two policies', () => {
    expect(contradicted(rounds.map((dice) => checkComparison(randomPolicy(dice), randomPolicy(dice), dice, 20)))).toEqual([]);
  });
});
