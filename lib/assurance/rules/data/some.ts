import type { Trilean } from '../../iam/trilean';
import { at, isUnknown, list, type Resource, type Value } from '../../template';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';

/** At least one item of a list does; an absent list has none. */
export function someItem(resource: Resource, path: readonly (string | number)[], matches: (item: Value) => Trilean, wanted: string): Outcome {
  const items = list(at(resource.properties, ...path));
  if (isUnknown(items)) return unknownOutcome(causeOf(items, path, wanted));
  const found = (items ?? []).map(matches);
  if (found.includes('yes')) return PASS;
  if (found.includes('unknown')) return unknownOutcome({ code: 'PropertyUndecided', property: path.join('.'), wanted });
  return fail({ path, got: at(resource.properties, ...path), because: [{ code: items === undefined ? 'PropertyMissing' : 'NoItemMatches', property: path.join('.'), wanted }] });
}

/** As one outcome of several that an item must meet. */
export function verdictOf(outcome: Outcome): Trilean {
  return outcome.kind === 'pass' ? 'yes' : outcome.kind === 'unknown' ? 'unknown' : 'no';
}
