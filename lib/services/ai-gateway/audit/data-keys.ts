import type { AuditKeys, DataKey } from './keys';
import { dataKeyOf } from './seal';

/** How long one data key is used. */
export interface DataKeyLife {
  readonly records: number;
  readonly milliseconds: number;
}

/** The data keys of one chain, one after the other. */
export interface DataKeys {
  /** The key to seal the next record with. Undefined when its life is over and the next one is not there yet: then `renew` and ask again. */
  usable(): DataKey | undefined;
  /** The last key, even beyond its life: the records that end a chain must not fail for want of a new one. */
  last(): DataKey | undefined;
  /** Fetches the next key. One call at a time goes out, however many ask. */
  renew(): Promise<void>;
}

/**
 * The next key is fetched when half the life of the current one is over, so that no request waits for it, and a provider that is down for a while
 * is not noticed.
 */
export function createDataKeys(life: DataKeyLife, keys: AuditKeys, chain: string, clock: () => number, retryMilliseconds: number): DataKeys {
  let current: DataKey | undefined;
  let next: DataKey | undefined;
  let renewal: Promise<void> | undefined;
  let notBefore = 0;

  const renew = (): Promise<void> => {
    renewal ??= keys.generate(chain)
      .then((generated) => { next = dataKeyOf(generated, clock()); })
      .finally(() => { renewal = undefined; });
    return renewal;
  };
  const lives = (key: DataKey | undefined, share: number): key is DataKey => key !== undefined && key.used < life.records * share && clock() - key.madeAt < life.milliseconds * share;

  return {
    renew,
    last: () => next ?? current,
    usable: () => {
      if (!lives(current, 1)) {
        current = next ?? current;
        next = undefined;
      }
      if (!lives(current, 1)) return undefined;
      if (next === undefined && !lives(current, 0.5) && clock() >= notBefore) {
        notBefore = clock() + retryMilliseconds;
        renew().catch(() => undefined);
      }
      return current;
    },
  };
}
