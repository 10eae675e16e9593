/** Time, as the caller sees it. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** How long an error is worth waiting for: until the deadline, for the first minute, or not at all. */
export type Patience = 'passing' | 'settling' | 'none';

export interface RetryOptions {
  readonly patience: (error: unknown) => Patience;
  readonly clock: Clock;
  /** When to give up, on the clock's scale. */
  readonly deadline: number;
}

const SETTLING_MILLISECONDS = 60_000;
const LONGEST_WAIT_MILLISECONDS = 10_000;

/** Runs the work again after errors that may pass, waiting 1, 2, 4, 8, then 10 seconds between attempts. */
export async function retry<T>(work: () => Promise<T>, { patience, clock, deadline }: RetryOptions): Promise<T> {
  const started = clock.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const wait = Math.min(1000 * 2 ** attempt, LONGEST_WAIT_MILLISECONDS);
      const limit = { passing: deadline, settling: Math.min(deadline, started + SETTLING_MILLISECONDS), none: -Infinity }[patience(error)];
      if (clock.now() + wait > limit) throw error;
      console.warn(JSON.stringify({ level: 'warn', message: 'will try again', attempt: attempt + 1, waitMilliseconds: wait, cause: String(error) }));
      await clock.sleep(wait);
    }
  }
}
