import { GatewayError } from '../core/gateway-error';
import type { BudgetState, Budgets, Reservation } from '../core/ports';
import type { Principal } from '../core/principal';
import type { GatewayConfig } from '../settings/schema';
import { accountsOf, chargesOf, isWithin, windowAt, type Account } from './accounts';
import { stateOf, refusalOf } from './state';
import type { BudgetStore, Charge, Taken, Window, Withdrawal } from './store';

/** Milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** What a principal draws on in the current windows. */
interface Drawing {
  readonly accounts: readonly [Account, Account];
  readonly minute: Window;
  readonly day: Window;
  readonly charges: readonly Charge[];
}

const DONE = Promise.resolve();

/**
 * Budgets of tenants and of their callers: requests and tokens a minute, tokens a day. A request is let through when all of them have room for it
 * and for the most tokens it may use; they are counted at once, and what was not used is given back at the end, in the windows they were taken from.
 */
export function createBudgets(settings: GatewayConfig['budgets'], store: BudgetStore, clock: Clock = { now: Date.now }): Budgets {
  const known = new WeakMap<Principal, Drawing>();
  let minute = windowAt('minute', clock.now());
  let day = windowAt('day', clock.now());

  const drawingOf = (principal: Principal, now: number): Drawing => {
    if (!isWithin(minute, now)) minute = windowAt('minute', now);
    if (!isWithin(day, now)) day = windowAt('day', now);
    const last = known.get(principal);
    if (last?.minute === minute && last.day === day) return last;
    const accounts = last?.accounts ?? accountsOf(principal, settings);
    const drawing = { accounts, minute, day, charges: chargesOf(accounts, minute, day) };
    known.set(principal, drawing);
    return drawing;
  };

  return {
    reserve: async (principal, tokens) => {
      if (!Number.isSafeInteger(tokens) || tokens < 0) throw new GatewayError('budget_unavailable', { cause: new RangeError(`cannot reserve ${tokens} tokens`) });
      const now = clock.now();
      const { accounts: [tenant], charges } = drawingOf(principal, now);
      const withdrawal: Withdrawal = { group: tenant.name, tokens, charges };
      const { granted, levels } = await takenFrom(store, withdrawal);
      const state = stateOf(charges, levels, now);
      if (!granted) throw refusalOf(withdrawal, levels, state, now);
      return reservation(store, withdrawal, state);
    },
  };
}

async function takenFrom(store: BudgetStore, withdrawal: Withdrawal): Promise<Taken> {
  try {
    const taken = store.take(withdrawal);
    return taken instanceof Promise ? await taken : taken;
  } catch (cause) {
    throw new GatewayError('budget_unavailable', { headers: { 'retry-after': '1' }, cause });
  }
}

function reservation(store: BudgetStore, withdrawal: Withdrawal, state: BudgetState): Reservation {
  let settled = false;
  return {
    state,
    settle: (usedTokens) => {
      const used = Math.ceil(usedTokens);
      if (settled || used === withdrawal.tokens || !Number.isSafeInteger(used) || used < 0) {
        settled = true;
        return DONE;
      }
      settled = true;
      return settle(store, withdrawal, used - withdrawal.tokens);
    },
  };
}

/** What cannot be written stays reserved until its window ends: too much rather than too little is counted. */
async function settle(store: BudgetStore, withdrawal: Withdrawal, tokens: number): Promise<void> {
  try {
    await store.adjust(withdrawal, tokens);
  } catch {
    // As above.
  }
}
