import type { Problem } from '../../contract/platform-error';
import { renderPosition, type Node, type Source } from '../template/source';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What a value in a file must look like: reads it, and tells editors about it. */
export interface Shape<T> {
  /** Undefined when something is wrong; it has been reported then. */
  read(node: Node, path: string, report: Report): T | undefined;
  readonly schema: JsonSchema;
}

/** Collects what is wrong, so that the author sees all of it at once. */
export class Report {
  readonly problems: Problem[] = [];

  constructor(private readonly source: Source) {}

  add(code: string, what: string, at: number, fix: string, got?: unknown): undefined {
    this.problems.push({ code, what, where: renderPosition(this.source.position(at)), fix, got });
    return undefined;
  }
}

/** A text, which a further rule may narrow: `valid` answers what to write instead. */
export function text(narrowing: { readonly mayBeEmpty?: boolean; readonly pattern?: string; readonly options?: readonly string[]; readonly fix?: string; readonly valid?: (text: string) => boolean; readonly description?: string } = {}): Shape<string> {
  const { mayBeEmpty = false, pattern, options, valid = () => true, description } = narrowing;
  const fix = narrowing.fix ?? (options === undefined ? 'write a text' : `write one of ${options.join(', ')}`);
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  return {
    read: (node, path, report) => {
      const value = node.kind === 'scalar' && typeof node.value === 'string' && (mayBeEmpty || node.value !== '') ? node.value : undefined;
      if (value === undefined) return report.add('TextExpected', `'${path}' must be a text that is not empty`, node.at, fix, shown(node));
      const fits = (expression?.test(value) ?? true) && (options?.includes(value) ?? true) && valid(value);
      return fits ? value : report.add('TextNotAccepted', `'${path}' must be a text of its kind`, node.at, fix, value);
    },
    schema: { type: 'string', ...(mayBeEmpty ? {} : { minLength: 1 }), ...(pattern === undefined ? {} : { pattern }), ...(options === undefined ? {} : { enum: options }), ...(description === undefined ? {} : { description }) },
  };
}

/** A text, a number or a truth value, as conditions and tags hold them. */
export function scalar(): Shape<string> {
  return {
    read: (node, path, report) => (node.kind === 'scalar' && node.value !== null
      ? String(node.value) : report.add('ValueExpected', `'${path}' must be a text, a number or true or false`, node.at, 'write one value', shown(node))),
    schema: { type: ['string', 'number', 'boolean'] },
  };
}

export function list<T>(item: Shape<T>, least = 1): Shape<readonly T[]> {
  return {
    read: (node, path, report) => {
      if (node.kind !== 'list' || node.items.length < least) return report.add('ListExpected', `'${path}' must be a list${least === 0 ? '' : ' that is not empty'}`, node.at, 'write one item a line, each after a dash', shown(node));
      return complete(node.items.map((each, index) => item.read(each, `${path}[${String(index)}]`, report)));
    },
    schema: { type: 'array', items: item.schema, minItems: least },
  };
}

/** One value, or a list of them. */
export function oneOrMore<T>(item: Shape<T>): Shape<T | readonly T[]> {
  const several = list(item);
  return { read: (node, path, report) => (node.kind === 'list' ? several : item).read(node, path, report), schema: { anyOf: [item.schema, several.schema] } };
}

/** Any names, each with a value of the shape; `pattern` says which names are accepted. */
export function entries<T>(value: Shape<T>, { pattern, fix = 'correct the name' }: { readonly pattern?: string; readonly fix?: string } = {}): Shape<{ readonly [key: string]: T }> {
  const accepted = new RegExp(pattern ?? '', 'u');
  return {
    read: (node, path, report) => {
      if (node.kind !== 'map' || node.entries.size === 0) return report.add('MapExpected', `'${path}' must be a map that is not empty`, node.at, 'write one name a line, with its value', shown(node));
      const found = [...node.entries].map(([key, entry]): readonly [string, T] | undefined => {
        if (!accepted.test(key)) return report.add('NameNotAccepted', `'${path}' must have names of its kind`, entry.at, fix, key);
        const read = value.read(entry.value, `${path}.${key}`, report);
        return read === undefined ? undefined : [key, read];
      });
      const all = complete(found);
      return all === undefined ? undefined : Object.fromEntries(all);
    },
    schema: { type: 'object', ...(pattern === undefined ? {} : { propertyNames: { pattern } }), additionalProperties: value.schema, minProperties: 1 },
  };
}

type Members = { readonly [key: string]: Shape<unknown> };
type Read<S> = S extends Shape<infer T> ? T : never;
export type Fields<R extends Members, O extends Members> = { readonly [K in keyof R]: Read<R[K]> } & { readonly [K in keyof O]?: Read<O[K]> };

/** A map with exactly these members; unknown ones are errors. */
export function fields<R extends Members, O extends Members>(required: R, optional: O): Shape<Fields<R, O>> {
  const known: Members = { ...required, ...optional };
  return {
    read: (node, path, report) => {
      if (node.kind !== 'map') return report.add('MapExpected', `'${path}' must be a map`, node.at, `write ${Object.keys(known).join(', ')}`, shown(node));
      const before = report.problems.length;
      for (const [key, { at }] of node.entries) if (!Object.hasOwn(known, key)) report.add('UnknownKey', `'${path}' must not have the key '${key}'`, at, `${nearest(key, Object.keys(known))}`, key);
      for (const key of Object.keys(required)) if (!node.entries.has(key)) report.add('KeyMissing', `'${path}' must have the key '${key}'`, node.at, 'write it');
      const found: { [key: string]: unknown } = {};
      for (const [key, { value }] of node.entries) if (Object.hasOwn(known, key)) found[key] = known[key]?.read(value, path === '' ? key : `${path}.${key}`, report);
      return report.problems.length > before ? undefined : found as Fields<R, O>;
    },
    schema: { type: 'object', properties: Object.fromEntries(Object.entries(known).map(([key, { schema }]) => [key, schema])), ...(Object.keys(required).length === 0 ? {} : { required: Object.keys(required) }), additionalProperties: false },
  };
}

/** The first branch whose test holds; the last one has none. */
export function choice<T>(branches: readonly { readonly when?: (node: Node) => boolean; readonly shape: Shape<T> }[]): Shape<T> {
  return {
    read: (node, path, report) => branches.find(({ when }) => when?.(node) ?? true)?.shape.read(node, path, report),
    schema: { anyOf: branches.map(({ shape }) => shape.schema) },
  };
}

/** A shape that refers to itself, written down once under `$defs`. */
export function named<T>(name: string, shape: () => Shape<T>): Shape<T> {
  return { read: (node, path, report) => shape().read(node, path, report), schema: { $ref: `#/$defs/${name}` } };
}

function complete<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const found = items.flatMap((item) => (item === undefined ? [] : [item]));
  return found.length === items.length ? found : undefined;
}

function shown(node: Node): unknown {
  return node.kind === 'scalar' ? node.value : node.kind;
}

function nearest(key: string, known: readonly string[]): string {
  const alike = known.find((other) => other.toLowerCase() === key.toLowerCase() || other.startsWith(key) || key.startsWith(other));
  return alike === undefined ? `remove it; known are ${known.join(', ')}` : `write '${alike}'`;
}
