import type { ParsedConfig } from '../schema';
import type { KeyPath } from '../source';
import { REGIONS, type RegionFacts } from '../regions';

/** What a rule may know beside the configuration. */
export interface RuleContext {
  /** Facts of the region; undefined when the region is unknown, so that one mistake gives one message. */
  readonly region?: RegionFacts;
  /** Today as YYYY-MM-DD. */
  readonly today: string;
}

/** Something wrong between keys. The loader adds file and line. */
export interface Finding {
  readonly code: string;
  readonly key: KeyPath;
  readonly what: string;
  readonly got?: unknown;
  readonly fix: string;
}

/** Looks at a configuration that the schema accepts; lists every problem of its subject. */
export type Rule = (config: ParsedConfig, context: RuleContext) => readonly Finding[];

/** Visits every value that is neither list nor map. */
export function eachLeaf(value: unknown, visit: (leaf: unknown, path: KeyPath) => void, path: KeyPath = []): void {
  if (Array.isArray(value)) value.forEach((item, index) => eachLeaf(item, visit, [...path, index]));
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) eachLeaf(inner, visit, [...path, key]);
  else visit(value, path);
}

/** First index of every value that stands more than once, as `[index of the repetition, value]`. */
export function repetitions(values: readonly string[]): readonly (readonly [number, string])[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [[index, value] as const] : []));
}

export function regionFacts(region: string): RegionFacts | undefined {
  return Object.hasOwn(REGIONS, region) ? REGIONS[region] : undefined;
}
