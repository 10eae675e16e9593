import { JwtVerifier } from 'aws-jwt-verify';
import { JwtInvalidSignatureAlgorithmError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { Claims } from './claims';
import { discoverJwksUri } from './discovery';
import { IssuerUnavailable } from './issuer-unavailable';
import { isAlgorithmOf, parseSignatureKeys } from './signature-keys';
import { isPlausible, type TokenExpectations } from './token-text';

/** Answers with the claims of a valid token, `undefined` for any other; throws IssuerUnavailable when it cannot tell. */
export type VerifyToken = (token: string) => Promise<Claims | undefined>;

/** Whose tokens are accepted. */
export interface TokenIssuer extends TokenExpectations {
  /** Compared with the `iss` claim, character by character. */
  readonly issuer: string;
  /** The `aud` claim. `null`: judged by the caller. */
  readonly audience: string | null;
  /** Where the keys are. @default - read from the issuer's discovery document */
  readonly jwksUri?: string;
  /**
   * Age of the keys, in milliseconds, from which new ones are fetched beside the work: an issuer that is away for a while goes unnoticed,
   * and a new key is known before a token names it. @default - keys are fetched when they are needed
   */
  readonly refreshAfter?: number;
}

/** What the verifier needs of the world. */
export interface VerifierWorld {
  /** Answers with the body of a 200; throws otherwise. */
  fetch(url: string): Promise<ArrayBuffer>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A key that the issuer has withdrawn is refused after this time at the latest; an unknown key is looked up at once. */
const KEYS_HELD_FOR = 15 * 60_000;
/** Issuers' clocks differ a little. */
const GRACE_SECONDS = 10;
/** After an unknown key id the issuer is not asked again for this time: forged tokens must not become a flood of requests to it. */
const UNKNOWN_KEY_PAUSE_SECONDS = 10;
/** After a refresh that failed, the next is tried no sooner. */
const REFRESH_PAUSE = 30_000;

interface Verifier {
  verify(token: string): Promise<Claims>;
  /** Fetches the keys before a token asks for them. */
  load(): Promise<unknown>;
}

interface Generation {
  readonly until: number;
  refreshAt: number;
  readonly verifier: Promise<Verifier>;
}

/**
 * Verifies JSON web tokens with the issuer's published keys: asymmetric algorithms only, the key's own algorithm where it names one,
 * and an expiry is compulsory. Keys are cached, looked up again when a token names one that is not known, and dropped after a while.
 */
export function tokenVerifier(source: TokenIssuer, world: VerifierWorld): VerifyToken {
  const { refreshAfter = Infinity } = source;
  let current: Generation | undefined;

  const generation = (verifier: Promise<Verifier>): Generation => ({ until: world.now() + KEYS_HELD_FOR, refreshAt: world.now() + refreshAfter, verifier });

  const refresh = async (aged: Generation): Promise<void> => {
    aged.refreshAt = world.now() + REFRESH_PAUSE;
    try {
      const verifier = await createVerifier(source, world);
      await verifier.load();
      if (current === aged) current = generation(Promise.resolve(verifier));
    } catch {
      // The old keys serve until their time is over; then the failure is the token's answer.
    }
  };

  const currentVerifier = (): Promise<Verifier> => {
    if (current === undefined || current.until <= world.now()) {
      const fresh = generation(createVerifier(source, world));
      current = fresh;
      fresh.verifier.catch(() => { if (current === fresh) current = undefined; });
    } else if (current.refreshAt <= world.now()) {
      void refresh(current);
    }
    return current.verifier;
  };

  return async (token) => {
    if (!isPlausible(token, source)) return undefined;
    const verifier = await currentVerifier();
    try {
      const claims = await verifier.verify(token);
      return typeof claims.exp === 'number' && (claims.exp + GRACE_SECONDS) * 1_000 > world.now() ? claims : undefined;
    } catch (error) {
      if (error instanceof IssuerUnavailable) throw error;
      return undefined;
    }
  };
}

async function createVerifier(source: TokenIssuer, world: VerifierWorld): Promise<Verifier> {
  const ask = async (url: string): Promise<ArrayBuffer> => {
    try {
      return await world.fetch(url);
    } catch (error) {
      throw new IssuerUnavailable(error instanceof Error ? error.message : 'the issuer did not answer', error);
    }
  };
  const jwksUri = source.jwksUri ?? discoverJwksUri(source.issuer, await ask(`${source.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: ask }, penaltyBox: pausingPenaltyBox(world), jwksParser: parseSignatureKeys });
  const verifier = JwtVerifier.create({
    issuer: source.issuer,
    audience: source.audience,
    graceSeconds: GRACE_SECONDS,
    jwksUri,
    customJwtCheck: ({ header, jwk }) => {
      if (!isAlgorithmOf(jwk, String(header.alg))) throw new JwtInvalidSignatureAlgorithmError('the algorithm is not the key’s', header.alg, jwk.alg);
    },
  }, { jwksCache });
  return { verify: async (token) => verifier.verify(token), load: () => verifier.hydrate() };
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
