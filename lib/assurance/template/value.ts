import type { Step } from '../verdict';
import { CLOSE, OPEN, opaque, splitSymbols } from './symbols';

/**
 * What a property is once the template's functions are resolved: plain data whose texts may hold symbols (symbols.ts),
 * with `Unknown` where not even the kind of the value can be told.
 */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap | Unknown;

export interface ValueMap {
  readonly [key: string]: Value;
}

const MARK = Symbol.for('secure-ai-platform.Unknown');

/** A value that the template does not tell, and why. Never equal to anything, never a default. */
export class Unknown {
  static isUnknown(value: unknown): value is Unknown {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  /** What could not be resolved. */
  readonly cause: Step;
  /** Identity: two unknowns of one name are the same value. */
  readonly name: string;

  constructor(cause: Step, name: string) {
    this.cause = cause;
    this.name = name;
    Object.defineProperty(this, MARK, { value: true });
  }
}

export const isUnknown = Unknown.isUnknown;

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** The value at a path of keys and indices: undefined when absent, Unknown when something on the way cannot be told. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let here = value;
  for (const key of path) {
    if (here === undefined || here === null) return undefined;
    const opened = typeof key === 'number' ? list(here) : map(here);
    if (opened === undefined || isUnknown(opened)) return opened;
    here = isList(opened) ? opened[Number(key)] : Object.hasOwn(opened, key) ? opened[key] : undefined;
  }
  return here;
}

/** Text, with symbols where the template does not tell; numbers and booleans as CloudFormation writes them. */
export function text(value: Value | undefined): string | undefined | Unknown {
  if (value === undefined || value === null || isUnknown(value)) return value ?? undefined;
  return typeof value === 'object' ? wrong('text', value) : String(value);
}

/** Also of the texts `true` and `false`, which CloudFormation accepts. */
export function bool(value: Value | undefined): boolean | undefined | Unknown {
  const written = text(value);
  if (written === undefined || isUnknown(written)) return written;
  if (/^true$/i.test(written)) return true;
  return /^false$/i.test(written) ? false : wrong('boolean', written);
}

/** Also of a text that is a number. */
export function number(value: Value | undefined): number | undefined | Unknown {
  const written = text(value);
  if (written === undefined || isUnknown(written)) return written;
  const parsed = written.trim() === '' ? Number.NaN : Number(written);
  return Number.isFinite(parsed) ? parsed : wrong('number', written);
}

/** A list; an item may be Unknown. A lone text is not taken for a list of one: use `listOrOne` where the service does. */
export function list(value: Value | undefined): readonly Value[] | undefined | Unknown {
  if (value === undefined || value === null || isUnknown(value)) return value ?? undefined;
  return isList(value) ? value : wrong('list', value);
}

/** Where one item may be written without its list, as in policies. A lone symbol stays unknown: it may stand for a list. */
export function listOrOne(value: Value | undefined): readonly Value[] | undefined | Unknown {
  if (value === undefined || value === null || isUnknown(value) || isList(value)) return list(value);
  return typeof value === 'string' && loneSymbol(value) !== undefined && value.endsWith(`~any${CLOSE}`) ? wrong('list', value) : [value];
}

export function map(value: Value | undefined): ValueMap | undefined | Unknown {
  if (value === undefined || value === null || isUnknown(value)) return value ?? undefined;
  return isMap(value) ? value : wrong('map', value);
}

/** Every text of a list; Unknown as soon as one item is not a text. */
export function texts(value: Value | undefined): readonly string[] | undefined | Unknown {
  const items = listOrOne(value);
  if (items === undefined || isUnknown(items)) return items;
  const found: string[] = [];
  for (const item of items) {
    const written = text(item);
    if (written === undefined) continue;
    if (isUnknown(written)) return written;
    found.push(written);
  }
  return found;
}

/** Every Unknown within a value, with the path to it. */
export function unknownsIn(value: Value | undefined, path = ''): readonly { readonly path: string; readonly unknown: Unknown }[] {
  if (isUnknown(value)) return [{ path, unknown: value }];
  if (isList(value)) return value.flatMap((item, index) => unknownsIn(item, `${path}/${index}`));
  return isMap(value) ? Object.entries(value).flatMap(([key, item]) => unknownsIn(item, `${path}/${key}`)) : [];
}

/** Every text within a value; keys are not among them. */
export function stringsIn(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(stringsIn);
  return isMap(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** The name of the symbol that is the whole text. */
export function loneSymbol(value: string): string | undefined {
  if (!value.startsWith(OPEN) || value.indexOf(CLOSE) !== value.length - 1) return undefined;
  const [only] = splitSymbols(value);
  return only?.kind === 'symbol' ? only.name : undefined;
}

/** A text of unknown content within a text. */
export function asSymbol(unknown: Unknown): string {
  return opaque(unknown.name, 'any');
}

/** Same value, same text, whatever the order of keys: for comparing and grouping. */
export function canonical(value: Value | undefined): string {
  if (value === undefined) return '';
  if (isUnknown(value)) return `?${JSON.stringify(value.name)}`;
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (isMap(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  return JSON.stringify(value);
}

function wrong(expected: string, value: Value): Unknown {
  const lone = typeof value === 'string' ? loneSymbol(value) : undefined;
  if (lone !== undefined) return new Unknown({ code: 'SymbolicValue', expected, symbol: value }, lone);
  const got = canonical(value).slice(0, 200);
  return new Unknown({ code: 'UnexpectedKind', expected, got }, `${expected}(${got})`);
}
