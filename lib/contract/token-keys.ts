/** Environment of the function that publishes an issuer's keys. */
export const TOKEN_KEYS_ENV = {
  issuer: 'TOKEN_ISSUER',
  /** Where the issuer's keys are; when unset, read from the issuer's discovery document. */
  jwksUri: 'JWKS_URI',
  /** Secret that they are published into. */
  secretArn: 'TOKEN_KEYS_SECRET_ARN',
} as const;

/**
 * What the secret holds, as JSON: a key set of RFC 7517, with whose it is. The keys are public; as a secret they lie where only the function writes and
 * where a network without a way to the issuer can read.
 */
export interface PublishedTokenKeys {
  /** Whose keys these are, exactly as in the claim `iss`. */
  readonly issuer: string;
  /** When the issuer last said so, ISO 8601. While the function works, at most TOKEN_KEYS_REFRESH_MINUTES and one interval ago. */
  readonly checkedAt: string;
  /** Public keys that verify signatures; at least one. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Minutes between two questions to the issuer: for so long at most, a new key is not known. */
export const TOKEN_KEYS_INTERVAL_MINUTES = 5;

/** Minutes after which the secret is written even if the keys are the same. */
export const TOKEN_KEYS_REFRESH_MINUTES = 60;
