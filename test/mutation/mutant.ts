/** Plain JSON of a template. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonMap = { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

export interface TemplateJson {
  readonly Resources: { readonly [logicalId: string]: ResourceJson };
  readonly [section: string]: Json;
}

export type ResourceJson = JsonMap & { readonly Type: string; readonly Properties?: JsonMap };

/** One control of one resource, broken. */
export interface Mutant {
  /** What was done, as a class: `drop-deny`, `widen-principal`, `switch`, `remove` … */
  readonly operator: string;
  readonly logicalId: string;
  readonly type: string;
  /** Where, and to what. */
  readonly change: string;
  readonly template: TemplateJson;
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A copy with the value at a path replaced; undefined takes it away. */
export function replaced(root: Json, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (isList(root)) {
    const index = Number(key);
    if (rest.length === 0 && value === undefined) return root.filter((_, at) => at !== index);
    return root.map((item, at) => (at === index ? replaced(item, rest, value) : item));
  }
  const map = isMap(root) ? root : {};
  if (rest.length === 0 && value === undefined) {
    const { [String(key)]: _, ...others } = map;
    return others;
  }
  return { ...map, [String(key)]: replaced(map[String(key)] ?? {}, rest, value) };
}

/** The mutant of a template whose resource has another value at a path of its properties. */
export function changed(template: TemplateJson, logicalId: string, operator: string, path: Path, value: Json | undefined, note = ''): Mutant {
  const resource = template.Resources[logicalId];
  const shown = value === undefined ? 'removed' : `-> ${JSON.stringify(value).slice(0, 80)}`;
  return {
    operator, logicalId, type: resource?.Type ?? '', change: `${path.join('.')} ${note === '' ? shown : note}`,
    template: replaced(template, ['Resources', logicalId, 'Properties', ...path], value) as TemplateJson,
  };
}

/** Every value within another, with its path. */
export function* valuesIn(value: Json | undefined, path: Path = []): Generator<{ readonly path: Path; readonly value: Json }> {
  if (value === undefined) return;
  yield { path, value };
  if (isList(value)) for (const [index, item] of value.entries()) yield* valuesIn(item, [...path, index]);
  else if (isMap(value)) for (const [key, item] of Object.entries(value)) yield* valuesIn(item, [...path, key]);
}
