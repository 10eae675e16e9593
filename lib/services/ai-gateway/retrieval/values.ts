import { GatewayError } from '../core/gateway-error';

/** Type of the store's embedding column. */
export interface ColumnType {
  readonly type: 'vector' | 'halfvec';
  readonly dimensions: number;
}

/** PostgreSQL's text holds no NUL, and JSON with half a surrogate pair is refused by jsonb. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const COLLECTION = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const MAX_ID_CHARACTERS = 512;

/**
 * Lengths between which cosines are exact enough: pgvector adds squares in single precision, so far longer vectors overflow and far shorter ones vanish.
 * Numbers of half precision end at 65,504.
 */
const LENGTHS = { vector: { least: 1e-18, most: 1e18 }, halfvec: { least: 1e-3, most: 65_504 } } as const;

const invalid = (param: string, message: string): GatewayError => new GatewayError('invalid_request', { param, message });

/** Whether there can be a collection of this name. */
export function isCollectionName(name: unknown): name is string {
  return typeof name === 'string' && COLLECTION.test(name);
}

/** Throws `invalid_request` for what a text column cannot hold. */
export function storableText(value: unknown, param: string): string {
  if (typeof value !== 'string') throw invalid(param, `${param} must be a text.`);
  if (UNSTORABLE.test(value)) throw invalid(param, `${param} must be well-formed text without NUL.`);
  return value;
}

export function itemId(value: unknown, param: string): string {
  const id = storableText(value, param);
  if (id === '' || id.length > MAX_ID_CHARACTERS) throw invalid(param, `${param} must have 1 to ${MAX_ID_CHARACTERS} characters.`);
  return id;
}

/** Metadata or a filter as JSON: flat, with values that compare exactly. Serialised here, so that no driver decides how. */
export function metadataJson(value: unknown, param: string): string {
  if (value === undefined || value === null) return '{}';
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(param, `${param} must be an object.`);
  const members = Object.entries(value).map(([key, item]: [string, unknown]) => {
    if (typeof item === 'string') storableText(item, param);
    else if (typeof item === 'number' ? !Number.isFinite(item) : typeof item !== 'boolean' && item !== null) {
      throw invalid(param, `The values of ${param} must be texts, finite numbers, booleans or null.`);
    }
    // JSON may hold this name, but code that copies members by assignment would change the object's prototype.
    if (key === '__proto__') throw invalid(param, `${param} has a name that is not allowed.`);
    return `${JSON.stringify(storableText(key, param))}:${JSON.stringify(item)}`;
  });
  return `{${members.join(',')}}`;
}

/**
 * A vector in pgvector's notation, in single precision. Throws `wrong_dimensions`, and `invalid_request` for one that has no direction (all zeros,
 * or numbers beyond the precision of the store): no cosine is defined for it.
 */
export function vectorText(value: unknown, column: ColumnType, param: string): string {
  if (!Array.isArray(value)) throw invalid(param, `${param} must be a list of numbers.`);
  if (value.length !== column.dimensions) {
    throw new GatewayError('wrong_dimensions', { param, message: `${param} has ${value.length} dimensions; those of the store have ${column.dimensions}.` });
  }
  const numbers: number[] = [];
  let squares = 0;
  // By index, because iteration would pass over the holes of a sparse list in some ways and not in others.
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (typeof item !== 'number' || !Number.isFinite(item)) throw invalid(param, `${param} must hold finite numbers only.`);
    const rounded = Math.fround(item);
    numbers.push(rounded);
    squares += rounded * rounded;
  }
  const length = Math.sqrt(squares);
  const { least, most } = LENGTHS[column.type];
  if (!(length >= least && length <= most)) throw invalid(param, `${param} must have a length between ${least} and ${most}; a vector of zeros has no direction.`);
  return `[${numbers.join(',')}]`;
}
