import { at, isList, isUnknown, type Value } from '../template';

/** Values at a path of keys, of which `*` is every item of a list. What cannot be told on the way is the value. */
export function valuesAt(value: Value | undefined, path: readonly string[]): readonly Value[] {
  const [key, ...rest] = path;
  if (value === undefined || value === null) return [];
  if (key === undefined || isUnknown(value)) return [value];
  if (key === '*') return isList(value) ? value.flatMap((item) => valuesAt(item, rest)) : [value];
  return valuesAt(at(value, key), rest);
}
