/** Hash algorithms of the OpenSSF Model Signing registry that are accepted here, by the names that node:crypto gives them. */
export const NODE_HASH = { sha256: 'sha256', blake2b: 'blake2b512' } as const;

export type HashType = keyof typeof NODE_HASH;

/** Digits of a digest in hex. */
export const DIGEST_LENGTH: Readonly<Record<HashType, number>> = { sha256: 64, blake2b: 128 };

export function isHashType(value: unknown): value is HashType {
  return value === 'sha256' || value === 'blake2b';
}
