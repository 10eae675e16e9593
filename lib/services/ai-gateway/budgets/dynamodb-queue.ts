import { counterName, type Change } from './dynamodb-batch';
import type { Levels } from './dynamodb-levels';
import { fits, type Charge, type Level, type Taken, type Withdrawal } from './store';

/** A withdrawal, or a correction of one, that waits to be written. */
export type Waiting =
  | { readonly kind: 'take'; readonly withdrawal: Withdrawal; readonly since: number; refusals: number; resolve(taken: Taken): void; reject(error: Error): void }
  | { readonly kind: 'adjust'; readonly withdrawal: Withdrawal; readonly tokens: number; readonly since: number; refusals: number; resolve(): void; readonly gone: Set<string> };

/** What goes into the next transaction, and what has to wait for its outcome. */
export interface Batch {
  readonly entries: readonly Waiting[];
  readonly changes: readonly Change[];
  readonly later: readonly Waiting[];
}

/** Most actions of one transaction. */
const MOST_CHANGES = 100;
const NOTHING: Level = { requests: 0, tokens: 0 };

/**
 * Puts as much as fits into one transaction: corrections first, for they make room, then withdrawals in the order they came.
 * A withdrawal that certainly has no room is answered here. One that seems to have none, by what this task remembers, is written alone: the table says.
 */
export function compose(waiting: readonly Waiting[], levels: Levels, now: number): Batch {
  const changes = new Map<string, Change>();
  const entries: Waiting[] = [];
  const later: Waiting[] = [];
  const changeOf = (charge: Charge): Level => changes.get(counterName(charge)) ?? NOTHING;
  const hasPlace = (charges: readonly Charge[]): boolean => changes.size + charges.filter((charge) => !changes.has(counterName(charge))).length <= MOST_CHANGES;
  const add = (charge: Charge, requests: number, tokens: number): void => {
    const change = changes.get(counterName(charge)) ?? { charge, requests: 0, tokens: 0 };
    change.requests += requests;
    change.tokens += tokens;
    changes.set(counterName(charge), change);
  };

  for (const entry of waiting) {
    if (entry.kind !== 'adjust') continue;
    // What has ended limits nobody any more.
    const charges = entry.withdrawal.charges.filter((charge) => charge.window.endsAt > now && !entry.gone.has(counterName(charge)));
    if (charges.length === 0) entry.resolve();
    else if (!hasPlace(charges)) later.push(entry);
    else {
      for (const charge of charges) add(charge, 0, entry.tokens);
      entries.push(entry);
    }
  }

  let takes = 0;
  let asking = false;
  for (const entry of waiting) {
    if (entry.kind !== 'take') continue;
    const { charges, tokens } = entry.withdrawal;
    if (charges.some((charge) => !fits(charge, NOTHING, tokens) || (levels.isExact(charge) && !fits(charge, levels.of(charge), tokens)))) {
      entry.resolve({ granted: false, levels: charges.map(levels.of) });
      continue;
    }
    // By itself the sum of a transaction must be within every limit, for a counter that is not there yet sets no other bound.
    const possible = charges.every((charge) => fits(charge, atLeastNothing(changeOf(charge)), tokens));
    const likely = charges.every((charge) => fits(charge, sum(levels.of(charge), changeOf(charge)), tokens));
    if (asking || !hasPlace(charges) || !possible || (!likely && takes > 0)) {
      later.push(entry);
      continue;
    }
    for (const charge of charges) add(charge, 1, tokens);
    entries.push(entry);
    takes++;
    asking = !likely;
  }
  return { entries, changes: [...changes.values()].filter((change) => change.requests !== 0 || change.tokens !== 0), later };
}

const sum = (one: Level, other: Level): Level => ({ requests: one.requests + other.requests, tokens: one.tokens + other.tokens });

const atLeastNothing = ({ requests, tokens }: Level): Level => ({ requests, tokens: Math.max(0, tokens) });
