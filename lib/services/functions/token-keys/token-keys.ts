import { TOKEN_KEYS_REFRESH_MINUTES, type PublishedTokenKeys } from '../../../contract/token-keys';
import { discoverJwksUri } from '../../token-verification/discovery';
import { parseSignatureKeys } from '../../token-verification/signature-keys';

/** Whose keys are published. */
export interface KeySource {
  readonly issuer: string;
  /** Where the keys are. @default - read from the issuer's discovery document */
  readonly jwksUri?: string;
}

/** What publishing needs of the world. */
export interface KeysWorld {
  /** Answers with the body of a 200; throws otherwise. */
  fetch(url: string): Promise<ArrayBuffer>;
  /** Milliseconds since 1970. */
  now(): number;
  /** What was published last. */
  stored(): Promise<string | undefined>;
  store(value: string): Promise<void>;
}

/** What Secrets Manager holds in one secret. */
const MAXIMUM_BYTES = 65_536;

/**
 * Asks the issuer for its keys and publishes those that can verify a signature, their public members only. What the issuer withdrew is withdrawn here.
 * Written when they changed, and now and then to say that they did not. When the issuer cannot be asked, or names no usable key, it throws, and
 * what was published stays.
 */
export async function publishTokenKeys({ issuer, jwksUri }: KeySource, world: KeysWorld): Promise<{ readonly keys: number; readonly written: boolean }> {
  const address = jwksUri ?? discoverJwksUri(issuer, await world.fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
  const { keys } = parseSignatureKeys(await world.fetch(address));
  if (keys.length === 0) throw new Error('the issuer published no key that could verify a token');
  const published: PublishedTokenKeys = { issuer, checkedAt: new Date(world.now()).toISOString(), keys: keys.map((key) => ({ ...key })) };
  const value = JSON.stringify(published);
  if (Buffer.byteLength(value) > MAXIMUM_BYTES) throw new Error('the keys of the issuer are larger than a secret may be');
  const written = !isCurrent(await world.stored(), published, world.now());
  if (written) await world.store(value);
  return { keys: keys.length, written };
}

/** Whether what was published says the same and is fresh. Anything that cannot be read is written anew. */
function isCurrent(stored: string | undefined, published: PublishedTokenKeys, now: number): boolean {
  const checkedAt = checkedAtOf(stored);
  if (stored === undefined || checkedAt === undefined || !(now - Date.parse(checkedAt) < TOKEN_KEYS_REFRESH_MINUTES * 60_000)) return false;
  return stored === JSON.stringify({ ...published, checkedAt });
}

function checkedAtOf(stored: string | undefined): string | undefined {
  try {
    const parsed: unknown = JSON.parse(stored ?? '');
    return typeof parsed === 'object' && parsed !== null && 'checkedAt' in parsed && typeof parsed.checkedAt === 'string' ? parsed.checkedAt : undefined;
  } catch {
    return undefined;
  }
}
