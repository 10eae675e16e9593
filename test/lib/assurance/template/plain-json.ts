import type { Node } from '../../../../lib/assurance/template/source';

/** A template as plain data that can be changed and written again. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonMap = { [key: string]: Json };

export function plainJson(node: Node): Json {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainJson);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainJson(value)]));
}

export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type Path = readonly (string | number)[];

/** Every place below a value, the value itself included. */
export function places(value: Json, at: Path = []): readonly Path[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => places(item, [...at, index]))];
  return isJsonMap(value) ? [at, ...Object.entries(value).flatMap(([key, item]) => places(item, [...at, key]))] : [at];
}

export function get(value: Json, path: Path): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) here = Array.isArray(here) ? here[Number(key)] : isJsonMap(here) && Object.hasOwn(here, key) ? here[String(key)] : undefined;
  return here;
}

/** A copy with the place changed; taken away where the new value is undefined. */
export function put(value: Json, path: Path, change: (old: Json | undefined) => Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value) ?? null;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== Number(key)) return [item];
      const changed = rest.length === 0 ? change(item) : put(item, rest, change);
      return changed === undefined ? [] : [changed];
    });
  }
  if (!isJsonMap(value)) return value;
  const own = Object.hasOwn(value, key) ? value[String(key)] : undefined;
  const changed = rest.length === 0 ? change(own) : own === undefined ? undefined : put(own, rest, change);
  return Object.fromEntries([...Object.entries(value).filter(([name]) => name !== String(key) || changed !== undefined).map(([name, item]): [string, Json] => [name, name === String(key) && changed !== undefined ? changed : item]),
    ...(own === undefined && changed !== undefined ? [[String(key), changed] as [string, Json]] : [])]);
}
