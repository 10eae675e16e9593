import { isMap, type Value } from '../../template';

/** A document that stands in a text; undefined when it is none. Symbols within its texts stay as they are. */
export function readJson(written: string): Value | undefined {
  try {
    const read: unknown = JSON.parse(written);
    return isJson(read) && isMap(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}
