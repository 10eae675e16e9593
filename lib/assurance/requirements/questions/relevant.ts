import type { ActionElement, Policy } from '../../iam/policy';
import type { PolicyInput, RequestPolicies } from '../../iam/request';

/** The policies without statements that are about other actions: what they say has no bearing on requests for these. */
export function relevantTo(action: ActionElement | undefined, policies: RequestPolicies): RequestPolicies {
  if (action === undefined || action.not || action.patterns.includes('*')) return policies;
  const of = (input: PolicyInput): PolicyInput => only(action.patterns, input);
  const { identity, permissionsBoundary, session, resource, scps, rcps, endpoint } = policies;
  return {
    ...policies, identity: identity.map(of),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: of(permissionsBoundary) }),
    ...(session === undefined ? {} : { session: session.map(of) }),
    ...(resource === undefined ? {} : { resource: { ...resource, policy: of(resource.policy) } }),
    ...(scps === undefined ? {} : { scps: scps.map((level) => level.map(of)) }),
    ...(rcps === undefined ? {} : { rcps: rcps.map((level) => level.map(of)) }),
    ...(endpoint === undefined ? {} : { endpoint: of(endpoint) }),
  };
}

function only(patterns: readonly string[], input: PolicyInput): PolicyInput {
  if ('unresolved' in input) return input;
  return 'name' in input ? { ...input, policy: relevant(patterns, input.policy) } : relevant(patterns, input);
}

function relevant(patterns: readonly string[], policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter(({ action }) => action.not || action.patterns.some((own) => patterns.some((asked) => mayMeet(own.toLowerCase(), asked.toLowerCase())))) };
}

/** Whether some text matches both patterns; symbols may stand for anything. */
export function mayMeet(one: string, other: string): boolean {
  if (one.includes('\u27E6') || other.includes('\u27E6')) return true;
  // which rests of the other are left once some of the one is matched, as positions
  let places = new Set(skipped(other, 0));
  for (const char of one) {
    const next = new Set<number>();
    for (const place of places) {
      const own = other[place];
      if (char === '*') for (let after = place; after <= other.length; after += 1) next.add(after);
      else if (own === '*') next.add(place);
      else if (own !== undefined && (own === '?' || char === '?' || own === char)) next.add(place + 1);
    }
    places = new Set([...next].flatMap((place) => skipped(other, place)));
  }
  return places.has(other.length);
}

/** The position, and those after the stars that stand there. */
function skipped(pattern: string, place: number): readonly number[] {
  return pattern[place] === '*' ? [place, ...skipped(pattern, place + 1)] : [place];
}
