import { at, isUnknown, list, type Value } from '../../template';
import { everyItem } from '../outcome';
import type { Outcome } from '../rule';

/** Every item of a list that must have one: an empty list is as good as none. */
export function everyOf(root: Value | undefined, path: readonly (string | number)[], judge: (item: Value, path: readonly (string | number)[]) => Outcome, whenNone: Outcome): Outcome {
  const items = list(at(root, ...path));
  return items !== undefined && !isUnknown(items) && items.length === 0 ? whenNone : everyItem(root, path, judge, whenNone);
}
