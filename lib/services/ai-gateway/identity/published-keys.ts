import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TOKEN_KEYS_INTERVAL_MINUTES, TOKEN_KEYS_REFRESH_MINUTES } from '../../../contract/token-keys';
import type { VerifierWorld } from '../../token-verification/token-verifier';

/** Stands for the secret where the verifier wants an address; `.invalid` is a name that nobody can own. */
export const PUBLISHED_KEYS_URI = 'https://token-keys.invalid/jwks.json';

/** Keys that nobody has confirmed for this time may have been withdrawn. */
const STALE_AFTER = (3 * TOKEN_KEYS_REFRESH_MINUTES + TOKEN_KEYS_INTERVAL_MINUTES) * 60_000;

const REQUEST_MILLISECONDS = 3_000;

/** Reads an issuer's keys from the secret that a function keeps up to date, for a network that has no way to the issuer. Keys of another issuer, and keys gone stale, are none. */
export function publishedKeys(secrets: Pick<SecretsManagerClient, 'send'>, secretArn: string, issuer: string, now: () => number = Date.now): VerifierWorld {
  return {
    now,
    fetch: async (url) => {
      if (url !== PUBLISHED_KEYS_URI) throw new Error('only the published keys are read');
      const { SecretString: text } = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }), { abortSignal: AbortSignal.timeout(REQUEST_MILLISECONDS) });
      const published: unknown = JSON.parse(text ?? '');
      const { issuer: of, checkedAt, keys } = typeof published === 'object' && published !== null ? Object.fromEntries(Object.entries(published)) as Readonly<Record<string, unknown>> : {};
      if (of !== issuer || !Array.isArray(keys)) throw new Error('the secret holds no keys of this issuer');
      if (typeof checkedAt !== 'string' || !(now() - Date.parse(checkedAt) < STALE_AFTER)) throw new Error('the published keys are stale');
      return new TextEncoder().encode(JSON.stringify({ keys })).buffer;
    },
  };
}
