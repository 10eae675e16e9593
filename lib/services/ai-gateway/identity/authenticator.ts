import { throwProblems, type Problem } from '../../../contract/platform-error';
import { GROUPS_CLAIM, TENANT_CLAIM } from '../../../contract/scopes';
import { MAXIMUM_TOKEN_LENGTH } from '../../token-verification/claims';
import { isProtectedAddress } from '../../token-verification/discovery';
import { fetchDocument } from '../../token-verification/fetch-document';
import { IssuerUnavailable } from '../../token-verification/issuer-unavailable';
import { tokenVerifier, type VerifierWorld } from '../../token-verification/token-verifier';
import { GatewayError } from '../core/gateway-error';
import type { Authenticator } from '../core/ports';
import type { Principal } from '../core/principal';
import { principalOf, type ClaimNames } from './principal-of-claims';
import { createTokenCache, digestOf } from './token-cache';

/** Whose tokens the gateway accepts, and how to read them. */
export interface TokenSettings {
  /** Compared with the `iss` claim, character by character. An https address; http on the loopback. */
  readonly issuer: string;
  /** Audiences or client ids, with commas between. One must be named by `aud` or, for a token without `aud`, by `client_id`. */
  readonly audience: string;
  /** Where the issuer's keys are. @default - read from its discovery document */
  readonly jwksUri?: string;
  /** @default 'tenant' */
  readonly tenantClaim?: string;
  /** A JSON array, or one text with blanks between. @default 'cognito:groups' */
  readonly groupsClaim?: string;
  /** Claim whose scopes count. @default 'scope' */
  readonly scopeClaim?: string;
  /** Group to the scopes that its members hold, for issuers that know nothing of scopes. @default - only the token's own scopes count */
  readonly groupScopes?: Readonly<Record<string, readonly string[]>>;
}

/** A verified token is remembered for this time at most: a key that was withdrawn is honoured by it as much longer. */
const REMEMBERED_FOR = 60_000;
const REMEMBERED_TOKENS = 10_000;
const REFRESH_KEYS_AFTER = 5 * 60_000;
/** After the issuer failed it is not asked again for this time, so that requests do not wait in line for one time-out after the other. */
const FAILURE_PAUSE = 1_000;
const SCHEME = 'bearer ';
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/** RFC 8725: a token says what it is. What other standards sign with the same keys (logout, security events, DPoP) is no access token. */
const ACCESS_TOKEN_TYPES = ['jwt', 'at+jwt'];

/**
 * Verifies bearer tokens. A token that was verified within the last minute is answered at once, also while the issuer is away.
 * A withdrawn key is refused after 16 minutes at the latest, mostly after six. Throws PlatformError when the settings are unsafe.
 */
export function createAuthenticator(settings: TokenSettings, world: VerifierWorld = { fetch: fetchDocument, now: Date.now }): Authenticator {
  throwProblems(problemsOf(settings));
  const names: ClaimNames = {
    tenantClaim: settings.tenantClaim ?? TENANT_CLAIM,
    groupsClaim: settings.groupsClaim ?? GROUPS_CLAIM,
    scopeClaim: settings.scopeClaim ?? 'scope',
    groupScopes: settings.groupScopes ?? {},
    audiences: new Set(audiencesOf(settings)),
  };
  const verify = tokenVerifier(
    { issuer: settings.issuer, jwksUri: settings.jwksUri, audience: null, types: ACCESS_TOKEN_TYPES, refreshAfter: REFRESH_KEYS_AFTER },
    { now: world.now, fetch: pausingFetch(world) },
  );
  const cache = createTokenCache(REMEMBERED_TOKENS);
  const underWay = new Map<string, Promise<Principal>>();

  const judge = async (token: string, digest: string): Promise<Principal> => {
    try {
      const claims = await verify(token);
      const principal = claims === undefined ? undefined : principalOf(claims, names);
      if (claims === undefined || principal === undefined) throw invalidToken();
      cache.set(digest, principal, Math.min(Number(claims.exp) * 1_000, world.now() + REMEMBERED_FOR));
      return principal;
    } catch (error) {
      if (error instanceof IssuerUnavailable) throw new GatewayError('identity_unavailable', { headers: { 'retry-after': '1' }, cause: error });
      throw error;
    } finally {
      underWay.delete(digest);
    }
  };

  return {
    authenticate: (authorization) => {
      const token = bearerToken(authorization);
      const digest = digestOf(token);
      const known = cache.get(digest, world.now());
      if (known !== undefined) return known;
      if (!TOKEN.test(token)) throw invalidToken();
      const begun = underWay.get(digest);
      if (begun !== undefined) return begun;
      const judged = judge(token, digest);
      underWay.set(digest, judged);
      return judged;
    },
  };
}

/** RFC 9110: the scheme in any case, one token. What the token may consist of is looked at when it is not one that was seen before. */
function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '') throw new GatewayError('invalid_token', { headers: { 'www-authenticate': 'Bearer' } });
  if (authorization.length > SCHEME.length + MAXIMUM_TOKEN_LENGTH || authorization.slice(0, SCHEME.length).toLowerCase() !== SCHEME) throw invalidToken();
  let start = SCHEME.length;
  while (authorization.charCodeAt(start) === 0x20) start++;
  return authorization.slice(start);
}

/** RFC 6750. One answer for every fault: what exactly was wrong is for the log of the issuer, not for who guesses. */
function invalidToken(): GatewayError {
  return new GatewayError('invalid_token', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
}

function pausingFetch(world: VerifierWorld): VerifierWorld['fetch'] {
  let failed: { readonly until: number; readonly cause: unknown } | undefined;
  return async (url) => {
    if (failed !== undefined && world.now() < failed.until) throw failed.cause;
    try {
      const answer = await world.fetch(url);
      failed = undefined;
      return answer;
    } catch (cause) {
      failed = { until: world.now() + FAILURE_PAUSE, cause };
      throw cause;
    }
  };
}

const audiencesOf = ({ audience }: TokenSettings): string[] => audience.split(',').map((name) => name.trim()).filter((name) => name !== '');

function problemsOf(settings: TokenSettings): Problem[] {
  const problems: Problem[] = [];
  const address = (what: string, value: string): void => {
    if (!isProtectedAddress(value)) problems.push({ code: 'TokenIssuerNotProtected', what: `${what} must be an https address, or http on this machine`, got: value, fix: 'use https, or a loopback address for a local issuer' });
  };
  address('the token issuer', settings.issuer);
  if (settings.jwksUri !== undefined) address('the address of the issuer’s keys', settings.jwksUri);
  if (audiencesOf(settings).length === 0) problems.push({ code: 'TokenAudienceMissing', what: 'at least one audience or client id must be named', got: settings.audience, fix: 'name the audience of the API, or the client ids of a Cognito pool' });
  return problems;
}
