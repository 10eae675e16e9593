import { fits, type BudgetStore, type Charge, type Level, type Window } from './store';

interface Counter { requests: number; tokens: number }
type Counters = Map<string, Counter>;

const NOTHING: Level = { requests: 0, tokens: 0 };

/** Counters of this process alone. Each kind of window has at most three sets of them: the current one and its neighbours, for requests that began before it. */
export function createMemoryStore(): BudgetStore {
  const windows: Readonly<Record<Window['kind'], Map<number, Counters>>> = { minute: new Map(), day: new Map() };

  const find = ({ window, account }: Charge): Counter | undefined => windows[window.kind].get(window.index)?.get(account);

  const open = ({ kind, index }: Window): Counters => {
    const known = windows[kind].get(index);
    if (known !== undefined) return known;
    for (const other of windows[kind].keys()) if (Math.abs(other - index) > 1) windows[kind].delete(other);
    const counters: Counters = new Map();
    windows[kind].set(index, counters);
    return counters;
  };

  const count = (charge: Charge, tokens: number): Level => {
    const counter = find(charge);
    if (counter === undefined) {
      const first = { requests: 1, tokens };
      open(charge.window).set(charge.account, first);
      return { ...first };
    }
    counter.requests++;
    counter.tokens += tokens;
    return { requests: counter.requests, tokens: counter.tokens };
  };

  return {
    take: ({ charges, tokens }) => {
      for (const charge of charges) {
        if (!fits(charge, find(charge) ?? NOTHING, tokens)) return { granted: false, levels: charges.map((each) => ({ ...(find(each) ?? NOTHING) })) };
      }
      return { granted: true, levels: charges.map((charge) => count(charge, tokens)) };
    },
    adjust: ({ charges }, tokens) => {
      for (const charge of charges) {
        const counter = find(charge);
        if (counter !== undefined) counter.tokens = Math.max(0, counter.tokens + tokens);
      }
    },
  };
}
