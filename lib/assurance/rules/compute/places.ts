import { at, isList, isMap, isUnknown, list, type Resource, type Value } from '../../template';
import { causeOf, every, skip, unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';

export type Path = readonly (string | number)[];

/** A value, and where it stands in a resource's properties. */
export interface Place {
  readonly value: Value;
  readonly path: Path;
}

/** Every value that a pattern reaches; `*` is any item of a list or any entry of a map. Where the way cannot be followed, the unknown stands in its place. */
export function places(root: Value | undefined, pattern: Path, above: Path = []): readonly Place[] {
  const star = pattern.indexOf('*');
  const straight = star < 0 ? pattern : pattern.slice(0, star);
  const value = at(root, ...straight);
  const path = [...above, ...straight];
  if (value === undefined || value === null) return [];
  if (star < 0 || isUnknown(value)) return [{ value, path }];
  const rest = pattern.slice(star + 1);
  if (isList(value)) return value.flatMap((item, index) => places(item, rest, [...path, index]));
  if (isMap(value)) return Object.entries(value).flatMap(([key, item]) => places(item, rest, [...path, key]));
  const unread = list(value);
  return isUnknown(unread) ? [{ value: unread, path }] : [];
}

/** Judges every value that one of the patterns reaches; what cannot be followed is unknown, and nothing reached is `whenNone`. */
export function everyPlace(resource: Resource, patterns: readonly Path[], judge: (value: Value, path: Path) => Outcome, whenNone: Outcome = skip('NothingToJudge')): Outcome {
  const found = patterns.flatMap((pattern) => places(resource.properties, pattern));
  return found.length === 0 ? whenNone : every(found.map(({ value, path }) => (isUnknown(value) ? unknownOutcome(causeOf(value, path, 'a known value')) : judge(value, path))));
}
