import type { Step, Verdict } from '../../verdict';
import type { Policy } from '../policy';
import type { AccessRequest } from '../request';
import type { WildcardReading } from '../resource';
import type { PolicyPlace } from '../statement';
import { all, not as opposite } from '../trilean';
import type { Dimensions } from './branch';
import { Decider } from './cell';
import { and, FALSE, not, or, type Formula } from './formula';
import { principalFormula } from './layers-formula';
import { Lexicon } from './lexicon';
import { anyoneCases, type PrincipalCase } from './principal-cases';
import { dimensionsOf } from './prove';
import { policyAllows } from './replay';
import { realmOf } from './realm';
import { findPoint } from './search-requests';
import { Schema, type KeyFacts } from './schema';
import { statementFormula, type Translation } from './statement-formula';
import { printable, requestAt } from './witness';

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
  const place: PolicyPlace = [a, b].some(({ statements }) => statements.some(({ principal }) => principal !== undefined)) ? 'resource' : 'attached';
  const lexicon = new Lexicon();
  const schema = new Schema([a, b], lexicon, options.keyFacts);
  const translation: Translation = { lexicon, schema, wildcards: options.wildcards ?? 'greedy', arnSymbols: [], known: new Map() };
  const cases = place === 'attached' ? [SOMEBODY] : anyoneCases(realmOf([a, b]), translation);
  const problem: Problem = { place, translation, cases, decider: new Decider(lexicon), dimensions: dimensionsOf(schema, lexicon) };
  const [inA, inB] = [a, b].map((policy) => cases.map((one) => allowed(policy, one, place, translation)));
  return { aAllowsMore: difference(a, b, inA ?? [], inB ?? [], problem), bAllowsMore: difference(b, a, inB ?? [], inA ?? [], problem) };
}

interface Problem {
  readonly place: PolicyPlace;
  readonly translation: Translation;
  readonly cases: readonly PrincipalCase[];
  readonly decider: Decider;
  readonly dimensions: Dimensions;
}

const SOMEBODY: PrincipalCase = {
  principal: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/somebody' },
  carries: and([]),
  foreign: false,
  build: () => SOMEBODY.principal,
};

function difference(more: Policy, less: Policy, inMore: readonly Formula[], inLess: readonly Formula[], { place, translation, cases, decider, dimensions }: Problem): Verdict<DifferenceWitness> {
  const doubts: Step[] = [];
  for (const [i, one] of cases.entries()) {
    const formula = and([one.carries, inMore[i] ?? FALSE, not(inLess[i] ?? FALSE)]);
    const leaf = findPoint(formula, dimensions, decider);
    if (leaf.kind === 'unknown') doubts.push(...leaf.because);
    if (leaf.kind !== 'found') continue;
    const request = requestAt(leaf.found, one, translation.schema, [more, less]);
    const replayed = all([policyAllows(more, request, place, translation.wildcards), opposite(policyAllows(less, request, place, translation.wildcards))]);
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
