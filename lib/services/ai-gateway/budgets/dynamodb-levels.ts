import { counterName, type Change } from './dynamodb-batch';
import type { Charge, Level } from './store';

interface Known extends Level {
  /** When the table itself said so, by refusing. */
  readonly exactAt: number;
  /** When the table was last asked. */
  readonly askedAt: number;
  readonly endsAt: number;
}

/** For so long a refusal stands without asking again: a flood that is over its budget costs next to nothing. Room that others give back shows this much later. */
const EXACT_FOR = 250;
/** What others use shows in the rate-limit headers after this time at the latest. Limits do not depend on it: they are conditions in the table. */
const ASK_AFTER = 5_000;
const NOTHING: Level = { requests: 0, tokens: 0 };

/** What this task believes of the counters in the table. */
export interface Levels {
  of(charge: Charge): Level;
  /** Whether the table said so a moment ago. */
  isExact(charge: Charge): boolean;
  /** Counts what this task has written. */
  add(change: Change): void;
  learn(charge: Charge, level: Level, source: 'refusal' | 'reading'): void;
  /** Those of the charges about which the table should be asked again; counted as asked. */
  outdated(charges: readonly Charge[]): Charge[];
}

export function createLevels(now: () => number): Levels {
  const known = new Map<string, Known>();
  let sweepAt = 1_024;

  const put = (charge: Charge, level: Level, times: Pick<Known, 'exactAt' | 'askedAt'>): void => {
    if (known.size >= sweepAt) {
      for (const [name, { endsAt }] of known) if (endsAt <= now()) known.delete(name);
      sweepAt = Math.max(1_024, 2 * known.size);
    }
    known.set(counterName(charge), { requests: level.requests, tokens: level.tokens, exactAt: times.exactAt, askedAt: times.askedAt, endsAt: charge.window.endsAt });
  };
  const timesOf = (charge: Charge): Pick<Known, 'exactAt' | 'askedAt'> => known.get(counterName(charge)) ?? { exactAt: -Infinity, askedAt: -Infinity };
  const of = (charge: Charge): Level => known.get(counterName(charge)) ?? NOTHING;

  return {
    of,
    isExact: (charge) => now() - timesOf(charge).exactAt < EXACT_FOR,
    add: ({ charge, requests, tokens }) => {
      const before = of(charge);
      put(charge, { requests: Math.min(before.requests + requests, charge.limitRequests ?? Infinity), tokens: Math.max(0, before.tokens + tokens) }, timesOf(charge));
    },
    learn: (charge, level, source) => {
      const { exactAt } = timesOf(charge);
      put(charge, level, { exactAt: source === 'refusal' ? now() : exactAt, askedAt: now() });
    },
    outdated: (charges) => {
      const old = charges.filter((charge) => charge.window.endsAt > now() && now() - timesOf(charge).askedAt >= ASK_AFTER);
      for (const charge of old) put(charge, of(charge), { exactAt: timesOf(charge).exactAt, askedAt: now() });
      return old;
    },
  };
}
