import type { Check } from '../../../../../lib/assurance/check';
import type { Rule } from '../../../../../lib/assurance/rules/rule';
import { runRules } from '../../../../../lib/assurance/rules/run';
import { facts, parseTemplate } from '../../../../../lib/assurance/template';
import { worst } from '../cases';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Properties = { readonly [key: string]: Json };

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

/**
 * `good` passes; each change of it by itself decides otherwise; and a value that a condition makes good or bad is bad.
 * What the templates do not tell, anywhere in the resource, neither fails a good one nor passes a bad one.
 */
export function variants(rule: Rule, type: string, good: Properties, { pass = [], fail, unknown, skip = [], beside = {} }: Variants): void {
  const verdictsOf = (all: readonly Json[]): readonly string[] => verdicts(rule, type, all, beside);
  const expectAll = (changes: readonly Change[], verdict: string): void => {
    const all = changes.flatMap(([path, ...values]) => values.map((value) => ({ name: `${path} = ${value === GONE ? 'nothing' : JSON.stringify(value)}`, properties: changed(good, path, value) })));
    const found = verdictsOf(all.map(({ properties }) => properties));
    expect(all.map(({ name }, index) => `${name}: ${found[index]}`)).toEqual(all.map(({ name }) => `${name}: ${verdict}`));
  };
  describe(`${rule.id} of ${type}`, () => {
    test('passes as it should be', () => {
      expect(verdictsOf([good])).toEqual(['proved']);
      expectAll(pass, 'proved');
    });
    if (fail.length > 0) test(`is fail for ${fail.map(([path]) => path).join(', ')}`, () => expectAll(fail, 'refuted'));
    if (unknown.length > 0) test(`is unknown for ${unknown.join(', ')}`, () => expectAll(unknown.map((path) => [path, OPEN]), 'unknown'));
    if (skip.length > 0) test(`does not judge ${skip.map(([path]) => path).join(', ')}`, () => expectAll(skip, 'not-applicable'));
    const [path, bad] = fail[0] ?? [];
    if (path === undefined || bad === undefined || lawful.has(rule.id)) return;
    lawful.add(rule.id);
    test(`neither fails where something good is not told nor passes where something is not told beside ${path}, and is fail where a condition decides it`, () => {
      const broken = changed(good, path, bad);
      const paths = [...pathsIn(good).map((each) => ({ each, of: good, never: 'refuted' })), ...pathsIn(broken).map((each) => ({ each, of: broken, never: 'proved' }))];
      const found = verdictsOf(paths.map(({ each, of }) => changed(of, each, OPEN)));
      expect(paths.filter(({ never }, index) => found[index] === never).map(({ each, never }) => `${each}: ${never}`)).toEqual([]);
      const choice: Json = { 'Fn::If': ['First', at(good, path) ?? NO_VALUE, bad === GONE ? NO_VALUE : bad] };
      const conditional = { Parameters: { Choice: { Type: 'String', AllowedValues: ['a', 'b'] } }, Conditions: { First: { 'Fn::Equals': [{ Ref: 'Choice' }, 'a'] } } };
      expect(worst(checksOf(rule, { R: { Type: type, Properties: changed(good, path, choice) }, ...beside }, conditional))).toBe('refuted');
    });
  });
}

/** Rules whose laws were tested with one of their types. */
const lawful = new Set<string>();

/** The verdict on each of some resources of a type: in one template, unless others refer to it. */
function verdicts(rule: Rule, type: string, all: readonly Json[], beside: { readonly [logicalId: string]: Json }): readonly string[] {
  if (/"R"|\$\{R[.}]/.test(JSON.stringify(beside))) return all.map((properties) => worst(checksOf(rule, { R: { Type: type, Properties: properties }, ...beside }).filter(({ subject }) => subject?.logicalId === 'R')));
  const checks = checksOf(rule, { ...Object.fromEntries(all.map((properties, index) => [`R${index}`, { Type: type, Properties: properties }])), ...beside });
  return all.map((_, index) => worst(checks.filter(({ subject }) => subject?.logicalId === `R${index}`)));
}

function checksOf(rule: Rule, Resources: { readonly [logicalId: string]: Json }, sections: { readonly [name: string]: Json } = {}): readonly Check[] {
  return runRules(facts([parseTemplate(JSON.stringify({ ...sections, Resources }), 'T.json')]), [rule]);
}

/** Every path within a value, but not into functions. */
function pathsIn(value: Json, above = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = isList(value) ? value.map((item, index) => [String(index), item] as const) : Object.entries(value);
  if (entries.some(([key]) => key === 'Ref' || key.startsWith('Fn::'))) return [];
  return entries.flatMap(([key, item]) => [`${above}${key}`, ...pathsIn(item, `${above}${key}.`)]);
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
