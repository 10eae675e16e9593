/**
 * Judges a value by a JSON schema that a client sent. The schema is data here, never code, and its cost is bounded: a validator that compiles it
 * would run for minutes on a few hundred bytes of nested references, and a `pattern` can do the same with one string.
 *
 * Of drafts 4 to 2020-12, all that is commonly written is judged. Not judged, so that more is accepted than the schema says: `pattern`,
 * `format`, `patternProperties` (with it, `additionalProperties`), `contentEncoding` and its kin, `unevaluatedProperties`, `unevaluatedItems`.
 * References lead to places in the same schema; any other reference makes the schema unusable.
 */
export type SchemaVerdict = 'valid' | 'invalid' | 'unusable';

type Schema = Readonly<Record<string, unknown>>;

/** What judging may still cost, in steps; about a third of a microsecond each. Shared by all that is judged for one answer. */
export interface StepBudget {
  left: number;
}

/** Enough for a megabyte of JSON, and over within fifty milliseconds. */
export const stepBudget = (): StepBudget => ({ left: 100_000 });

const DEEPEST = 512;

/** Names or plain values of a schema that are looked at in the time of one step: long lists cost as well, and a client writes them. */
const COMPARED_IN_ONE_STEP = 16;

/** How many types there are. */
const TYPES = 7;

class Unusable extends Error {}

interface Walk {
  readonly root: unknown;
  readonly budget: StepBudget;
  depth: number;
}

/** `unusable`: the schema is no schema, leads elsewhere, or takes more than is left of the budget. */
export function matchesSchema(schema: unknown, value: unknown, budget = stepBudget()): SchemaVerdict {
  try {
    return matches({ root: schema, budget, depth: 0 }, schema, value) ? 'valid' : 'invalid';
  } catch (error) {
    if (error instanceof Unusable || error instanceof RangeError) return 'unusable';
    throw error;
  }
}

function matches(walk: Walk, schema: unknown, value: unknown): boolean {
  take(walk);
  if (schema === true) return true;
  if (schema === false) return false;
  if (!isRecord(schema)) throw new Unusable();
  walk.depth += 1;
  if (walk.depth > DEEPEST) throw new Unusable();
  const matched = matchesKeywords(walk, schema, value);
  walk.depth -= 1;
  return matched;
}

function matchesKeywords(walk: Walk, schema: Schema, value: unknown): boolean {
  if (typeof schema.$ref === 'string' && !matches(walk, resolve(walk.root, schema.$ref), value)) return false;
  if (schema.$dynamicRef !== undefined || schema.$recursiveRef !== undefined) throw new Unusable();
  return matchesType(schema, value)
    && matchesValue(walk, schema, value)
    && matchesCombination(walk, schema, value)
    && (typeof value !== 'string' || matchesLength(walk, schema, value))
    && (typeof value !== 'number' || matchesNumber(schema, value))
    && (!Array.isArray(value) || matchesItems(walk, schema, value))
    && (!isRecord(value) || matchesMembers(walk, schema, value));
}

function matchesType({ type, nullable }: Schema, value: unknown): boolean {
  if (type === undefined || (nullable === true && value === null)) return true;
  if (Array.isArray(type) && type.length > TYPES) throw new Unusable();
  return (Array.isArray(type) ? type : [type]).some((name: unknown) => {
    switch (name) {
      case 'null': return value === null;
      case 'array': return Array.isArray(value);
      case 'object': return isRecord(value);
      case 'integer': return typeof value === 'number' && Number.isInteger(value);
      case 'string': case 'number': case 'boolean': return typeof value === name;
      default: throw new Unusable();
    }
  });
}

function matchesValue(walk: Walk, schema: Schema, value: unknown): boolean {
  if ('const' in schema && !equal(walk, schema.const, value)) return false;
  if (schema.enum === undefined) return true;
  const values = list(schema.enum);
  take(walk, values.length / COMPARED_IN_ONE_STEP);
  return values.some((one) => equal(walk, one, value));
}

function matchesCombination(walk: Walk, schema: Schema, value: unknown): boolean {
  const { allOf, anyOf, oneOf, not } = schema;
  if (allOf !== undefined && !list(allOf).every((one) => matches(walk, one, value))) return false;
  if (anyOf !== undefined && !list(anyOf).some((one) => matches(walk, one, value))) return false;
  if (oneOf !== undefined && list(oneOf).filter((one) => matches(walk, one, value)).length !== 1) return false;
  if (not !== undefined && matches(walk, not, value)) return false;
  if (schema.if === undefined) return true;
  const branch = matches(walk, schema.if, value) ? schema.then : schema.else;
  return branch === undefined || matches(walk, branch, value);
}

function matchesLength(walk: Walk, { minLength, maxLength }: Schema, value: string): boolean {
  if (minLength === undefined && maxLength === undefined) return true;
  const [least, most] = [bound(minLength, 0), bound(maxLength, Infinity)];
  // A character is one unit or two: mostly that decides, and a long text is not read again for each schema.
  if (value.length < least || value.length / 2 > most) return false;
  if (value.length / 2 >= least && value.length <= most) return true;
  take(walk, value.length / COMPARED_IN_ONE_STEP);
  let length = 0;
  for (const _character of value) length += 1;
  return length >= least && length <= most;
}

function matchesNumber(schema: Schema, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  // in draft 4 the exclusive bounds are booleans that sharpen the plain ones
  if (value < bound(minimum, -Infinity) || (exclusiveMinimum === true && value === minimum)) return false;
  if (value > bound(maximum, Infinity) || (exclusiveMaximum === true && value === maximum)) return false;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false;
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return false;
  if (multipleOf === undefined) return true;
  const quotient = value / bound(multipleOf, 1);
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

function matchesItems(walk: Walk, schema: Schema, value: readonly unknown[]): boolean {
  if (value.length < bound(schema.minItems, 0) || value.length > bound(schema.maxItems, Infinity)) return false;
  if (schema.uniqueItems === true && new Set(value.map((item) => canonical(walk, item))).size < value.length) return false;
  // before 2020-12 a tuple stands in `items`, and what follows it in `additionalItems`
  const tuple = Array.isArray(schema.items) ? list(schema.items) : schema.prefixItems === undefined ? [] : list(schema.prefixItems);
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
  if (!value.every((item, index) => index < tuple.length ? matches(walk, tuple[index], item) : rest === undefined || matches(walk, rest, item))) return false;
  if (schema.contains === undefined) return true;
  const count = value.filter((item) => matches(walk, schema.contains, item)).length;
  return count >= bound(schema.minContains, 1) && count <= bound(schema.maxContains, Infinity);
}

function matchesMembers(walk: Walk, schema: Schema, value: Schema): boolean {
  const names = Object.keys(value);
  take(walk, (names.length + (Array.isArray(schema.required) ? schema.required.length : 0)) / COMPARED_IN_ONE_STEP);
  if (names.length < bound(schema.minProperties, 0) || names.length > bound(schema.maxProperties, Infinity)) return false;
  if (Array.isArray(schema.required) && !schema.required.every((name) => typeof name === 'string' && Object.hasOwn(value, name))) return false;
  const properties = schema.properties === undefined ? {} : record(schema.properties);
  const additional = schema.patternProperties === undefined ? schema.additionalProperties : undefined;
  for (const name of names) {
    take(walk);
    if (schema.propertyNames !== undefined && !matches(walk, schema.propertyNames, name)) return false;
    if (Object.hasOwn(properties, name)) {
      if (!matches(walk, properties[name], value[name])) return false;
    } else if (additional !== undefined && !matches(walk, additional, value[name])) {
      return false;
    }
  }
  return matchesDependencies(walk, schema, value);
}

function matchesDependencies(walk: Walk, schema: Schema, value: Schema): boolean {
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    if (schema[keyword] === undefined) continue;
    const entries = Object.entries(record(schema[keyword]));
    take(walk, entries.length);
    for (const [name, dependency] of entries) {
      if (!Object.hasOwn(value, name)) continue;
      if (Array.isArray(dependency)) take(walk, dependency.length / COMPARED_IN_ONE_STEP);
      const holds = Array.isArray(dependency) ? dependency.every((other) => typeof other === 'string' && Object.hasOwn(value, other)) : matches(walk, dependency, value);
      if (!holds) return false;
    }
  }
  return true;
}

/** What a JSON pointer leads to: `#`, `#/$defs/name`. */
function resolve(root: unknown, reference: string): unknown {
  if (reference !== '#' && !reference.startsWith('#/')) throw new Unusable();
  let target = root;
  for (const part of reference.split('/').slice(1)) {
    const name = decodePointer(part);
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, name)) throw new Unusable();
    target = isRecord(target) ? target[name] : list(target)[Number(name)];
  }
  return target;
}

function decodePointer(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    throw new Unusable();
  }
}

function equal(walk: Walk, one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  return canonical(walk, one) === canonical(walk, other);
}

/** The same text for equal values, whatever the order of their members. */
function canonical(walk: Walk, value: unknown): string {
  take(walk);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(walk, item)).join()}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'undefined';
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(walk, value[name])}`).join()}}`;
}

function take({ budget }: Walk, steps = 1): void {
  budget.left -= steps;
  if (budget.left < 0) throw new Unusable();
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown): Schema {
  if (!isRecord(value)) throw new Unusable();
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unusable();
  return value;
}

function bound(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
