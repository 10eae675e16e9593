import type { Rule } from '../../../../../lib/assurance/rules';
import { judge, ruleCases, worst } from '../cases';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Properties = { readonly [key: string]: Json };

/** Leaves a property out. */
export const GONE: unique symbol = Symbol('gone');
/** A value that the templates do not tell. */
export const OPEN: Json = { 'Fn::ImportValue': 'elsewhere' };

export type Change = readonly [path: string, ...values: (Json | typeof GONE)[]];

/** Changes of properties that keep a rule, by the verdict that they bring about. */
export interface Variants {
  readonly pass?: readonly Change[];
  readonly fail: readonly Change[];
  /** Paths whose value may be anything. */
  readonly unknown: readonly string[];
  readonly skip?: readonly Change[];
  /** Other resources of the template. */
  readonly beside?: { readonly [logicalId: string]: Json };
}

/** `good` passes; each change of it by itself decides otherwise; and a value that a condition makes good or bad is bad. */
export function variants(rule: Rule, type: string, good: Properties, { pass = [], fail, unknown, skip = [], beside = {} }: Variants): void {
  const template = (properties: Json): string => resources({ R: { Type: type, Properties: properties }, ...beside });
  const named = (changes: readonly Change[]): { [name: string]: string } => Object.fromEntries(changes.flatMap(([path, ...values]) => values.map((value) => [`${type} ${path} = ${value === GONE ? 'nothing' : JSON.stringify(value)}`, template(changed(good, path, value))])));
  ruleCases(rule, {
    pass: { [`${type} as it should be`]: template(good), ...named(pass) },
    fail: named(fail),
    unknown: named(unknown.map((path) => [path, OPEN])),
    skip: named(skip),
  });
  const [path, bad] = fail[0] ?? [];
  if (path === undefined || bad === undefined) return;
  test(`${rule.id} is fail for ${type} where a condition decides ${path}`, () => {
    const branches = ['Yes', 'No'].map((condition) => changed(good, path, { 'Fn::If': condition === 'Yes' ? ['First', at(good, path) ?? NO_VALUE, bad === GONE ? NO_VALUE : bad] : ['First', bad === GONE ? NO_VALUE : bad, at(good, path) ?? NO_VALUE] }));
    for (const branch of branches) {
      const whole = `Parameters: {Choice: {Type: String, AllowedValues: [a, b]}}\nConditions: {First: {"Fn::Equals": [{Ref: Choice}, a]}}\nResources: ${template(branch)}\n`;
      expect(worst(judge(rule, whole))).toBe('refuted');
    }
  });
}

/** Resources of a template. */
export function resources(all: { readonly [logicalId: string]: Json }): string {
  return JSON.stringify(all);
}

/** The value with another at a path of keys and indices. */
export function changed(value: Json, path: string, to: Json | typeof GONE): Json {
  const [key = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? to : changed(child(value, key) ?? {}, rest.join('.'), to);
  if (isList(value)) {
    const copy = [...value];
    if (inner === GONE) copy.splice(Number(key), 1);
    else copy[Number(key)] = inner;
    return copy;
  }
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(([name]) => name !== key);
  return Object.fromEntries(inner === GONE ? entries : [...entries, [key, inner]]);
}

const NO_VALUE: Json = { Ref: 'AWS::NoValue' };

function at(value: Json, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((here, key) => (here === undefined ? undefined : child(here, key)), value);
}

function child(value: Json, key: string): Json | undefined {
  if (isList(value)) return value[Number(key)];
  return typeof value === 'object' && value !== null && !isList(value) ? value[key] : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
