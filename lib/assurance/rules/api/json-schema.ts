import { isList, isMap, isUnknown, map, number, text, type Value, type ValueMap } from '../../template';
import type { Step } from '../../verdict';

/** A part of a schema that takes more than it should, by its path within the schema. */
export interface Looseness {
  readonly path: readonly (string | number)[];
  readonly because: Step;
}

const COMBINATORS = ['anyOf', 'oneOf', 'allOf'];
const BOUNDS_OF_TEXT = ['maxLength', 'enum', 'const', 'format'];
const MAPS = ['properties', 'definitions', '$defs', 'patternProperties'];

/** Parts of a schema that are unbounded: objects that take any property, texts and lists of any length, whole numbers without a maximum (numbers of tokens, of answers). */
export function loosenesses(schema: Value, path: readonly (string | number)[] = []): readonly Looseness[] {
  if (isUnknown(schema)) return [{ path, because: schema.cause }];
  if (isList(schema)) return schema.flatMap((item, index) => loosenesses(item, [...path, index]));
  if (!isMap(schema)) return [];
  const own = typesOf(schema).flatMap((type) => looseAs(type, schema, path)).map((code): Looseness => ({ path, because: { code, schema: path.join('.') } }));
  const named = MAPS.flatMap((key) => {
    const inner = map(schema[key]);
    return inner === undefined || isUnknown(inner) ? [] : Object.entries(inner).flatMap(([name, value]) => loosenesses(value, [...path, key, name]));
  });
  const combined = COMBINATORS.flatMap((key) => (schema[key] === undefined ? [] : loosenesses(schema[key], [...path, key])));
  const items = schema.items === undefined ? [] : loosenesses(schema.items, [...path, 'items']);
  const others = isMap(schema.additionalProperties) ? loosenesses(schema.additionalProperties, [...path, 'additionalProperties']) : [];
  return [...own, ...named, ...combined, ...items, ...others];
}

function typesOf(schema: ValueMap): readonly string[] {
  const { type } = schema;
  const written = isList(type) ? type : type === undefined ? [] : [type];
  return written.filter((each): each is string => typeof each === 'string');
}

function looseAs(type: string, schema: ValueMap, path: readonly (string | number)[]): readonly string[] {
  switch (type) {
    case 'object': {
      const open = schema.additionalProperties === undefined || schema.additionalProperties === true || text(schema.additionalProperties) === 'true';
      return open && !has(schema, 'maxProperties') ? ['AnyProperty'] : [];
    }
    case 'string':
      return BOUNDS_OF_TEXT.some((key) => has(schema, key)) ? [] : ['AnyLength'];
    case 'array':
      return has(schema, 'maxItems') ? [] : ['AnyCount'];
    case 'integer':
      // items of a list are tokens and the like, which the length of the list bounds
      return has(schema, 'maximum') || has(schema, 'enum') || path.includes('items', path.lastIndexOf('properties')) ? [] : ['AnyNumber'];
    default:
      return [];
  }
}

/** A bound that is written as a number counts only when it is one. */
function has(schema: ValueMap, key: string): boolean {
  const value = schema[key];
  if (value === undefined || value === null) return false;
  return !key.startsWith('max') || !isUnknown(number(value));
}
