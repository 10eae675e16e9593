/** A JSON object whose members are still to be looked at. */
export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, ...keys: string[]): Json {
  const inner = valueAt(value, ...keys);
  return isObject(inner) ? inner : {};
}

export function valueAt(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
}

export function listAt(value: unknown, ...keys: string[]): readonly unknown[] {
  const inner = valueAt(value, ...keys);
  return Array.isArray(inner) ? inner : [];
}

export function textAt(value: unknown, ...keys: string[]): string | undefined {
  const inner = valueAt(value, ...keys);
  return typeof inner === 'string' ? inner : undefined;
}

/** A number, also one written as text; undefined when only CloudFormation knows it. */
export function numberAt(value: unknown, ...keys: string[]): number | undefined {
  const inner = valueAt(value, ...keys);
  if (typeof inner === 'number') return inner;
  return typeof inner === 'string' && /^\d+(\.\d+)?$/.test(inner) ? Number(inner) : undefined;
}
