import { SCOPES, TENANT_PATTERN, type Scope } from '../../../contract/scopes';
import { scopesOfGroups, words, type Claims } from '../../token-verification/claims';
import type { Principal } from '../core/principal';

/** Which claims say what. */
export interface ClaimNames {
  readonly tenantClaim: string;
  readonly groupsClaim: string;
  readonly scopeClaim: string;
  /** Group to the scopes that its members hold beside those of the token. */
  readonly groupScopes: Readonly<Record<string, readonly string[]>>;
  /** What `aud` must name; for a token without `aud`, what `client_id` must be. */
  readonly audiences: ReadonlySet<string>;
}

const TENANT = new RegExp(TENANT_PATTERN);
/** Control characters and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const LONGEST_NAME = 256;
/** Kinds of token that Keycloak and its kin mark in the payload, and that are no access tokens. */
const OTHER_KINDS: ReadonlySet<unknown> = new Set(['ID', 'Refresh', 'Offline', 'Logout']);

/** Who a verified token speaks for; `undefined` when it is not an access token for this gateway, or leaves in doubt for whom it speaks. */
export function principalOf(claims: Claims, names: ClaimNames): Principal | undefined {
  if (!isAccessToken(claims) || !isForUs(claims, names.audiences)) return undefined;
  const tenant = claims[names.tenantClaim];
  const subject = claims.sub ?? claims.client_id;
  const groups = groupsOf(claims, names.groupsClaim);
  if (typeof tenant !== 'string' || !TENANT.test(tenant) || !isName(subject) || groups === undefined) return undefined;
  const scopes = [...words(claims[names.scopeClaim]), ...scopesOfGroups(groups, names.groupScopes)].filter(isScope);
  return Object.freeze({ tenant, subject, groups: Object.freeze(groups), scopes: new Set(scopes) });
}

/** Cognito says `token_use`. An id token tells an application who signed in; it is no permission to call an API. */
function isAccessToken(claims: Claims): boolean {
  return (claims.token_use === undefined || claims.token_use === 'access') && !OTHER_KINDS.has(claims.typ);
}

/** A token that names its audiences is meant for these only, whoever asked for it; Cognito's access tokens name the client instead. */
function isForUs({ aud, client_id: client }: Claims, audiences: ReadonlySet<string>): boolean {
  const named = aud === undefined ? [client] : Array.isArray(aud) ? aud : [aud];
  return named.some((name) => typeof name === 'string' && audiences.has(name));
}

/**
 * `undefined` when the claim is there but cannot be read, or when the token says that the groups are to be had elsewhere (OpenID Connect's
 * distributed claims): to take it for "no groups" would let a person slip past a policy that forbids something to a group.
 */
function groupsOf(claims: Claims, name: string): string[] | undefined {
  const claim = claims[name];
  const elsewhere = claims._claim_names;
  if (claim === undefined || claim === null) return typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, name) ? undefined : [];
  if (typeof claim !== 'string' && !Array.isArray(claim)) return undefined;
  const groups: unknown[] = typeof claim === 'string' ? words(claim).filter((word) => word !== '') : claim;
  return groups.every(isName) ? [...new Set(groups)] : undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME && !UNPRINTABLE.test(value);
}

function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}
