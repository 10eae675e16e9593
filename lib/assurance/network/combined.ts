import type { Step, Verdict } from '../verdict';
import { networkModels, type ModelVariant } from './build/from-facts';
import type { BuildOptions } from './build/reader';
import type { Facts } from '../template';
import { reachability, type Reachability } from './reachability';
import type { ReachRow } from './table';

/**
 * Reachability over every state of the templates' conditions: refuted when one state has a path, proved when none has, unknown in between.
 * Facts that were taken from parameter defaults become assumptions of a proof.
 */
export function reachabilityOf(facts: Facts, options: BuildOptions = {}): Reachability {
  const states = networkModels(facts, options).map((variant) => ({ variant, answers: reachability(variant.model) }));
  const taken = facts.assumptions.map((step) => JSON.stringify(step));
  const judge = <W>(ask: (answers: Reachability) => Verdict<W>): Verdict<W> => complete(facts, worst(states.map(({ variant, answers }) => under(variant, ask(answers), states.length > 1)), taken));
  const table = (ask: (answers: Reachability) => readonly ReachRow[]): readonly ReachRow[] => mergeRows(states.map(({ answers }) => ask(answers)));
  return {
    paths: (from, to, asked) => judge((answers) => answers.paths(from, to, asked)),
    mustPass: (from, to, through, asked) => judge((answers) => answers.mustPass(from, to, through, asked)),
    whoReaches: (target, asked) => table((answers) => answers.whoReaches(target, asked)),
    reachableFrom: (source, asked) => table((answers) => answers.reachableFrom(source, asked)),
  };
}

function under<W>({ when }: ModelVariant, verdict: Verdict<W>, several: boolean): Verdict<W> {
  if (!several || verdict.kind === 'proved') return verdict;
  const state: Step = { code: 'WhenDecided', when };
  return { ...verdict, because: [...verdict.because, state] };
}

/** Nothing is proved, and nothing is missing for good, while there may be resources that were not seen. */
function complete<W>({ incomplete }: Facts, verdict: Verdict<W>): Verdict<W> {
  return incomplete.length > 0 && (verdict.kind === 'proved' || verdict.kind === 'not-applicable') ? { kind: 'unknown', because: incomplete } : verdict;
}

const ORDER = ['refuted', 'unknown', 'proved', 'not-applicable'] as const;

function worst<W>(verdicts: readonly Verdict<W>[], taken: readonly string[]): Verdict<W> {
  const [first] = ORDER.flatMap((kind) => verdicts.filter((verdict) => verdict.kind === kind));
  if (!first) return { kind: 'not-applicable', because: [{ code: 'NoState' }] };
  return first.kind === 'proved' ? { ...first, assumptions: [...first.assumptions, ...taken] } : first;
}

/** A line of one state counts; where states differ in certainty, the surer one stands. */
function mergeRows(tables: readonly (readonly ReachRow[])[]): readonly ReachRow[] {
  const rows = new Map<string, ReachRow>();
  for (const row of tables.flat()) {
    const key = JSON.stringify([row.from, row.to, row.via, row.traffic]);
    if (rows.get(key)?.kind !== 'reaches') rows.set(key, row);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
