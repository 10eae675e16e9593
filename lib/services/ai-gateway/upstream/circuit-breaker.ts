/** How a breaker opens and closes. */
export interface BreakerSettings {
  /** Failures in a row after which nothing is sent any more. */
  readonly failures: number;
  /** How long nothing is sent; then one request tries. */
  readonly openMilliseconds: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Stops asking a server that fails again and again, so that requests are refused at once instead of waiting for their time-out. */
export interface CircuitBreaker {
  /** Whether a request may be sent. One that may must report how it ended, by `succeeded`, `failed` or `abandoned`. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
  /** The request ended for reasons that say nothing about the server: a client that went away. */
  abandoned(): void;
  state(): BreakerState;
}

export function createCircuitBreaker({ failures, openMilliseconds }: BreakerSettings, now: () => number): CircuitBreaker {
  let inARow = 0;
  let openUntil = 0;
  let probing = false;
  return {
    admits: () => {
      if (inARow < failures) return true;
      if (now() < openUntil || probing) return false;
      probing = true;
      return true;
    },
    succeeded: () => { inARow = 0; probing = false; },
    failed: () => {
      inARow += 1;
      probing = false;
      if (inARow >= failures) openUntil = now() + openMilliseconds;
    },
    abandoned: () => { probing = false; },
    state: () => (inARow < failures ? 'closed' : now() < openUntil || probing ? 'open' : 'half-open'),
  };
}
