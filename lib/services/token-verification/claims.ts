/** Claims of a token whose signature, issuer and times have been verified. */
export type Claims = Readonly<Record<string, unknown>>;

/** Longest token that is looked at, in characters. */
export const MAXIMUM_TOKEN_LENGTH = 16_384;

/** Issuers write lists as JSON arrays; OAuth's `scope` is one text with blanks between. */
export function words(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];
}

/** The scopes that groups give by a mapping of group to scopes. */
export function scopesOfGroups(groups: readonly string[], groupScopes: Readonly<Record<string, readonly string[]>>): string[] {
  return groups.flatMap((group) => (Object.hasOwn(groupScopes, group) ? groupScopes[group] ?? [] : []));
}
