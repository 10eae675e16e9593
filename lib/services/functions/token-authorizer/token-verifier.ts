import { JwtVerifier } from 'aws-jwt-verify';
import { FailedAssertionError, JwtInvalidSignatureError, JwtParseError, JwtWithoutValidKidError, KidNotFoundInJwksError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { VerifyToken } from './token-authorizer';

/** Claims of a token whose signature, issuer, audience and times have been verified. */
export type Claims = Readonly<Record<string, unknown>>;

/** Whose tokens are accepted. */
export interface TokenIssuer {
  /** Compared with the `iss` claim, character by character. */
  readonly issuer: string;
  readonly audience: string;
  /** Where the keys are. @default - read from the issuer's discovery document */
  readonly jwksUri?: string;
}

/** What the verifier needs of the world. */
export interface VerifierWorld {
  /** Answers with the body of a 200; throws otherwise. */
  fetch(url: string): Promise<ArrayBuffer>;
  now(): number;
}

/** A key that the issuer has withdrawn is refused after this time at the latest; an unknown key is looked up at once. */
const KEYS_HELD_FOR = 15 * 60_000;
/** Issuers' clocks differ a little. */
const GRACE_SECONDS = 10;
/** After an unknown key id the issuer is not asked again for this time: forged tokens must not become a flood of requests to it. */
const UNKNOWN_KEY_PAUSE_SECONDS = 10;

/**
 * Verifies JSON web tokens with the issuer's published keys: asymmetric algorithms only, the key's own algorithm where it names one,
 * and an expiry is compulsory. Keys are cached, looked up again when a token names one that is not known, and dropped after a while.
 */
export function tokenVerifier(source: TokenIssuer, world: VerifierWorld): VerifyToken {
  let current: { readonly until: number; readonly verify: Promise<(token: string) => Promise<Claims>> } | undefined;
  const verifier = (): Promise<(token: string) => Promise<Claims>> => {
    if (current === undefined || current.until <= world.now()) {
      const fresh = { until: world.now() + KEYS_HELD_FOR, verify: createVerify(source, world) };
      current = fresh;
      fresh.verify.catch(() => { if (current === fresh) current = undefined; });
    }
    return current.verify;
  };
  return async (token) => {
    const verify = await verifier();
    try {
      const claims = await verify(token);
      return typeof claims.exp === 'number' ? claims : undefined;
    } catch (error) {
      if (isTokenFault(error)) return undefined;
      throw error;
    }
  };
}

async function createVerify(source: TokenIssuer, world: VerifierWorld): Promise<(token: string) => Promise<Claims>> {
  const jwksUri = source.jwksUri ?? await discoverJwksUri(source.issuer, world);
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: (uri) => world.fetch(uri) }, penaltyBox: pausingPenaltyBox(world) });
  const verifier = JwtVerifier.create({ issuer: source.issuer, audience: source.audience, graceSeconds: GRACE_SECONDS, jwksUri }, { jwksCache });
  return async (token) => verifier.verify(token);
}

/** OpenID Connect Discovery: the document must name the very issuer that was asked, and an encrypted address of the keys. */
async function discoverJwksUri(issuer: string, world: VerifierWorld): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document: unknown = JSON.parse(Buffer.from(await world.fetch(url)).toString('utf8'));
  const fields = typeof document === 'object' && document !== null ? Object.fromEntries(Object.entries(document)) : {};
  if (fields.issuer !== issuer) throw new Error('the discovery document names another issuer');
  if (typeof fields.jwks_uri !== 'string' || !fields.jwks_uri.startsWith('https://')) throw new Error('the discovery document names no https address of the keys');
  return fields.jwks_uri;
}

/** Like the library's own box, but with an injected clock instead of a timer that outlives the invocation. */
function pausingPenaltyBox(world: VerifierWorld) {
  let pausedUntil = 0;
  return {
    wait: async (): Promise<void> => {
      if (world.now() < pausedUntil) throw new WaitPeriodNotYetEndedJwkError('an unknown key was asked for a moment ago');
    },
    registerFailedAttempt: (): void => { pausedUntil = world.now() + UNKNOWN_KEY_PAUSE_SECONDS * 1_000; },
    registerSuccessfulAttempt: (): void => { pausedUntil = 0; },
  };
}

/** Whether the token is at fault, and not the issuer or the network between. */
function isTokenFault(error: unknown): boolean {
  return [FailedAssertionError, JwtInvalidSignatureError, JwtParseError, JwtWithoutValidKidError, KidNotFoundInJwksError, WaitPeriodNotYetEndedJwkError]
    .some((kind) => error instanceof kind);
}
