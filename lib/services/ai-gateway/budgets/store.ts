/** A stretch of time in which a limit holds. Windows are fixed: they begin with the minute or the day, in UTC, for everybody. */
export interface Window {
  readonly kind: 'minute' | 'day';
  /** Number of the window since 1970. */
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** One counter that a request draws on. */
export interface Charge {
  /** Whose counter it is. Different accounts have different names, whatever tenants and subjects are called. */
  readonly account: string;
  readonly window: Window;
  /** `undefined`: requests are not limited in this window. */
  readonly limitRequests?: number;
  readonly limitTokens: number;
}

/** One request and its tokens, counted in several counters at once. */
export interface Withdrawal {
  /** Withdrawals of one group have counters in common. */
  readonly group: string;
  readonly tokens: number;
  readonly charges: readonly Charge[];
}

/** What a counter says. */
export interface Level {
  readonly requests: number;
  readonly tokens: number;
}

/** `levels` in the order of the charges: after a grant with it, after a refusal as they stand. Those of a shared store may be a few seconds old. */
export interface Taken {
  readonly granted: boolean;
  readonly levels: readonly Level[];
}

/**
 * Where the counters are. The contract is small so that stores can be stacked: one that leases, say, takes blocks of tokens from a shared store
 * for this task alone and serves most withdrawals from them.
 */
export interface BudgetStore {
  /** Counts in all counters or in none, and never lets one go beyond its limit. Throws when it cannot tell. */
  take(withdrawal: Withdrawal): Taken | Promise<Taken>;
  /** Corrects the tokens of an earlier withdrawal, in its own windows, up or down. Upwards no limit holds: what was used was used. Below zero it never goes. */
  adjust(withdrawal: Withdrawal, tokens: number): void | Promise<void>;
}

/** Whether one more request with so many tokens has room. Where no tokens are allowed, a request that needs none has no room either. */
export function fits({ limitRequests, limitTokens }: Charge, { requests, tokens }: Level, needed: number): boolean {
  return limitTokens > 0 && tokens + needed <= limitTokens && (limitRequests === undefined || requests < limitRequests);
}
