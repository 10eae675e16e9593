import { decide } from '../../iam/decide';
import type { RequestRegion, RequestWitness } from '../../iam/prove';
import type { Decision, Layer, PolicyInput, RequestPolicies } from '../../iam/request';
import type { WildcardReading } from '../../iam/resource';
import type { Verdict } from '../../verdict';
import type { QuestionContext } from '../context';
import { proveOnce, renamed } from './alike';

/** Witnesses that are followed up before every statement is looked at together. */
const MOST_ROUNDS = 6;

/**
 * Proves with as few statements that deny as it takes. Fewer denials allow more, so what is proved with some of them is proved with all; a request that they
 * leave allowed is either allowed indeed, or names by what it is denied the statements to look at next.
 */
export function proveByNeed(region: RequestRegion, policies: RequestPolicies, context: QuestionContext, wildcards?: WildcardReading): Verdict<RequestWitness> {
  // what sufficed for one resource is tried first for the next
  const needed = context.once(`denials ${renamed(JSON.stringify(region))}`, () => new Set<string>());
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const verdict = proveOnce(region, withDenials(policies, needed), context, wildcards);
    if (verdict.kind === 'proved') return verdict;
    if (verdict.kind !== 'refuted') break;
    const decision = decide(verdict.witness.request, policies, wildcards === undefined ? {} : { wildcards });
    if (decision.kind === 'allow') return { ...verdict, because: decision.because, witness: { request: verdict.witness.request, decision } };
    const more = denialsOf(decision).filter((denial) => !needed.has(denial));
    if (more.length === 0) break;
    for (const denial of more) needed.add(denial);
  }
  return proveOnce(region, policies, context, wildcards);
}

function denialsOf({ layers }: Decision): readonly string[] {
  return layers.flatMap(({ layer, statements }) => statements.filter(({ effect, applies }) => effect === 'Deny' && applies === 'yes').map(({ policy, index }) => keyOf(layer, policy, index)));
}

/** Those of a VPC endpoint stay: they stand for what is not asked about. */
function withDenials(policies: RequestPolicies, needed: ReadonlySet<string>): RequestPolicies {
  const { identity, permissionsBoundary, session, resource } = policies;
  const of = (layer: Layer) => (input: PolicyInput, position: number): PolicyInput => {
    if ('unresolved' in input) return input;
    const [name, policy] = 'name' in input ? [input.name, input.policy] : [input.id ?? `${layer}[${String(position)}]`, input];
    return { name, policy: { ...policy, statements: policy.statements.filter(({ effect, index }) => effect === 'Allow' || needed.has(keyOf(layer, name, index))) } };
  };
  return {
    ...policies, identity: identity.map(of('identity')),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: of('permissions-boundary')(permissionsBoundary, 0) }),
    ...(session === undefined ? {} : { session: session.map(of('session')) }),
    ...(resource === undefined ? {} : { resource: { ...resource, policy: of('resource')(resource.policy, 0) } }),
  };
}

/** A resource has one policy. */
function keyOf(layer: Layer, policy: string, index: number): string {
  return layer === 'resource' ? `${layer} ${String(index)}` : `${layer} ${policy} ${String(index)}`;
}
