import type { Step, Verdict } from '../../verdict';
import type { Policy } from '../policy';
import type { AccessRequest } from '../request';
import type { WildcardReading } from '../resource';
import type { PolicyPlace } from '../statement';
import { all, not as opposite } from '../trilean';
import { Decider } from './cell';
import { and, not, or, type Formula } from './formula';
import { principalFormula } from './layers-formula';
import { Lexicon } from './lexicon';
import { anyoneCases, type PrincipalCase } from './principal-cases';
import { contextOf, dimensionsOf, printable } from './prove';
import { policyAllows } from './replay';
import { realmOf } from './realm';
import { findPoint } from './search-requests';
import { Schema, type KeyFacts } from './schema';
import { ACTION, RESOURCE, statementFormula, type Translation } from './statement-formula';

/** A request that one policy allows and the other does not. */
export interface DifferenceWitness {
  readonly request: AccessRequest;
}

export interface PolicyComparison {
  /** Refuted: nothing that A allows is refused by B — with a request that is. Proved: B allows all that A does. */
  readonly aAllowsMore: Verdict<DifferenceWitness>;
  readonly bAllowsMore: Verdict<DifferenceWitness>;
}

export interface CompareOptions {
  /** @default 'greedy' */
  readonly wildcards?: WildcardReading;
  readonly keyFacts?: (key: string) => KeyFacts;
}

/**
 * Which requests one policy allows that the other does not, each policy taken alone: an Allow applies and no Deny does.
 * Policies with principals are compared over everybody; without, over the requests of whomever they are attached to, any context key left free.
 * `proved` says that the one does *not* allow more than the other.
 */
export function comparePolicies(a: Policy, b: Policy, options: CompareOptions = {}): PolicyComparison {
  return { aAllowsMore: difference(a, b, options), bAllowsMore: difference(b, a, options) };
}

const SOMEBODY: PrincipalCase = {
  principal: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/somebody' },
  carries: and([]),
  foreign: false,
  build: () => SOMEBODY.principal,
};

function difference(more: Policy, less: Policy, options: CompareOptions): Verdict<DifferenceWitness> {
  const wildcards = options.wildcards ?? 'greedy';
  const place: PolicyPlace = [more, less].some(({ statements }) => statements.some(({ principal }) => principal !== undefined)) ? 'resource' : 'attached';
  const lexicon = new Lexicon();
  const schema = new Schema([more, less], lexicon, options.keyFacts);
  const translation: Translation = { lexicon, schema, wildcards };
  const decider = new Decider(lexicon);
  const dimensions = dimensionsOf(schema, lexicon);
  const doubts: Step[] = [];
  for (const one of place === 'attached' ? [SOMEBODY] : anyoneCases(realmOf([more, less]), translation)) {
    const formula = and([one.carries, allowed(more, one, place, translation), not(allowed(less, one, place, translation))]);
    const leaf = findPoint(formula, dimensions, decider);
    if (leaf.kind === 'unknown') doubts.push(...leaf.because);
    if (leaf.kind !== 'found') continue;
    const principal = one.build(leaf.found);
    const request: AccessRequest = {
      principal,
      action: leaf.found.get(ACTION)?.[0] ?? 'service:Action',
      resource: leaf.found.get(RESOURCE)?.[0] ?? '*',
      context: contextOf(leaf.found, principal, schema),
    };
    const replayed = all([policyAllows(more, request, place, wildcards), opposite(policyAllows(less, request, place, wildcards))]);
    if (replayed === 'yes') return { kind: 'refuted', because: [{ code: 'AllowedByOneOnly' }], witness: { request } };
    doubts.push({ code: 'WitnessDidNotReplay', request: printable(request), replayed });
  }
  return doubts.length > 0 ? { kind: 'unknown', because: doubts } : { kind: 'proved', because: [{ code: 'AllowsNoMore' }], assumptions: [] };
}

function allowed(policy: Policy, one: PrincipalCase, place: PolicyPlace, translation: Translation): Formula {
  const applies = (effect: 'Allow' | 'Deny'): Formula =>
    or(
      policy.statements
        .filter((statement) => statement.effect === effect)
        .map((statement) => and([principalFormula(statement, place, one.principal, false), statementFormula(statement, policy.version, place, translation)])),
    );
  return and([applies('Allow'), not(applies('Deny'))]);
}
