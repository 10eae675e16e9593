import type { Decision } from './decisions';
import { Run, type Taken, type Universe } from './run';

export const MOST_VARIANTS = 64;
/** Ways through the decisions before equal results are put together. */
const MOST_RUNS = 1_024;

export interface Outcome<T> {
  readonly value: T;
  /** Each list of decisions that leads here; one empty list when no decision matters. */
  readonly when: readonly (readonly Decision[])[];
}

/**
 * The distinct results of a question over every combination of decisions that matters to it, in a fixed order. When there are more than 64,
 * as many decisions as fit are gone through and the others stay open: what depends on them is Unknown.
 */
export function explore<T>(universe: Universe, question: (run: Run) => T, identity: (value: T) => string): readonly Outcome<T>[] {
  const tried = attempt(universe, question, identity, new Set());
  if (tried.outcomes !== undefined) return tried.outcomes;
  return attempt(universe, question, identity, excess(tried.seen)).outcomes ?? attempt(universe, question, identity, 'all').outcomes ?? [];
}

interface Attempt<T> {
  /** Undefined when there were too many. */
  readonly outcomes?: readonly Outcome<T>[];
  readonly seen: ReadonlyMap<string, number>;
}

function attempt<T>(universe: Universe, question: (run: Run) => T, identity: (value: T) => string, open: ReadonlySet<string> | 'all'): Attempt<T> {
  const groups = new Map<string, { readonly value: T; readonly when: (readonly Decision[])[] }>();
  const seen = new Map<string, number>();
  let failed: { readonly value: T; readonly when: readonly Decision[] } | undefined;
  let prefix: readonly Taken[] | undefined = [];
  for (let runs = 0; prefix !== undefined; runs += 1) {
    const run: Run = new Run(universe, prefix, open);
    const value = question(run);
    for (const { name, labels } of run.taken) seen.set(name, labels.length);
    if (run.infeasible) failed ??= { value, when: run.decisions() };
    else group(groups, identity(value), value, run.decisions());
    if (groups.size > MOST_VARIANTS || runs >= MOST_RUNS) return { seen };
    prefix = next(run.taken);
  }
  if (groups.size === 0 && failed !== undefined) return { outcomes: [{ value: failed.value, when: [failed.when] }], seen };
  return { outcomes: [...groups.values()].map(({ value, when }) => ({ value, when: groups.size === 1 ? [[]] : when })), seen };
}

function group<T>(groups: Map<string, { readonly value: T; readonly when: (readonly Decision[])[] }>, key: string, value: T, when: readonly Decision[]): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, { value, when: [when] });
  else known.when.push(when);
}

/** The next combination: the last decision that has another option takes it. */
function next(taken: readonly Taken[]): readonly Taken[] | undefined {
  for (let last = taken.length - 1; last >= 0; last -= 1) {
    const decision = taken[last];
    if (decision !== undefined && decision.index + 1 < decision.labels.length) return [...taken.slice(0, last), { ...decision, index: decision.index + 1 }];
  }
  return undefined;
}

/** What to leave open: decisions with few options are kept first. */
function excess(seen: ReadonlyMap<string, number>): ReadonlySet<string> {
  let product = 1;
  const open = new Set<string>();
  for (const [name, options] of [...seen].sort(([, a], [, b]) => a - b)) {
    if (product * options <= MOST_VARIANTS) product *= options;
    else open.add(name);
  }
  return open;
}
