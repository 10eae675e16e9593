import { hash } from 'node:crypto';
import type { Principal } from '../core/principal';

/** Tokens that were verified a moment ago, by their SHA-256: a stolen copy of the memory holds none that could be used. */
export interface TokenCache {
  get(digest: string, now: number): Principal | undefined;
  /** `until` in milliseconds since 1970. */
  set(digest: string, principal: Principal, until: number): void;
}

export const digestOf = (token: string): string => hash('sha256', token, 'base64');

/** Holds the tokens that were used last. */
export function createTokenCache(capacity: number): TokenCache {
  const entries = new Map<string, { readonly principal: Principal; readonly until: number }>();
  return {
    get: (digest, now) => {
      const entry = entries.get(digest);
      if (entry === undefined) return undefined;
      entries.delete(digest);
      if (entry.until <= now) return undefined;
      entries.set(digest, entry);
      return entry.principal;
    },
    set: (digest, principal, until) => {
      entries.delete(digest);
      if (entries.size >= capacity) for (const oldest of entries.keys()) { entries.delete(oldest); break; }
      entries.set(digest, { principal, until });
    },
  };
}
