import { SCOPES, TENANT_ATTRIBUTE, TENANT_CLAIM, TENANT_PATTERN, TENANT_RESOURCE_SERVER } from '../../../contract/scopes';

/** What decides about a token besides the event. */
export interface TokenPolicy {
  /** Group to the scopes that its members may hold. */
  readonly groupScopes: Readonly<Record<string, readonly string[]>>;
}

/** What Cognito is told to put into the tokens. */
export interface TokenOverrides {
  readonly claimsAndScopeOverrideDetails: {
    readonly idTokenGeneration?: { readonly claimsToAddOrOverride: Readonly<Record<string, string>> };
    readonly accessTokenGeneration: { readonly claimsToAddOrOverride: Readonly<Record<string, string>>; readonly scopesToSuppress: readonly string[] };
  };
}

const MACHINE_TRIGGER = 'TokenGeneration_ClientCredentials';
const USER_TRIGGERS: ReadonlySet<string> = new Set([
  'TokenGeneration_HostedAuth', 'TokenGeneration_Authentication', 'TokenGeneration_NewPasswordChallenge', 'TokenGeneration_AuthenticateDevice', 'TokenGeneration_RefreshTokens',
]);
const TENANT = new RegExp(TENANT_PATTERN);
const TENANT_SCOPE = `${TENANT_RESOURCE_SERVER}/`;

/**
 * Decides the tenant claim and the scopes of a token. Scopes are only ever taken away. Throws, so that no token is issued,
 * when the tenant is missing or malformed, or when the event is of a kind that this function does not know.
 */
export function tokenOverrides(event: unknown, policy: TokenPolicy): TokenOverrides {
  const { version, triggerSource, request } = record(event, 'event');
  if (version !== '3') throw new Error('token refused: unknown event version');
  const { scopes, userAttributes, groupConfiguration } = record(request, 'request');
  const requested = strings(scopes, 'scopes');
  if (triggerSource === MACHINE_TRIGGER) return machineToken(requested);
  if (typeof triggerSource !== 'string' || !USER_TRIGGERS.has(triggerSource)) throw new Error('token refused: unknown trigger');
  const groups = strings(record(groupConfiguration ?? {}, 'groupConfiguration').groupsToOverride, 'groups');
  return userToken(record(userAttributes, 'userAttributes')[`custom:${TENANT_ATTRIBUTE}`], groups, requested, policy);
}

function machineToken(requested: readonly string[]): TokenOverrides {
  const tenantScopes = requested.filter((scope) => scope.startsWith(TENANT_SCOPE));
  if (tenantScopes.length !== 1) throw new Error(`token refused: a machine client must hold exactly one ${TENANT_SCOPE}<name> scope`);
  const claims = { [TENANT_CLAIM]: validTenant(tenantScopes[0]?.slice(TENANT_SCOPE.length)) };
  return { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims, scopesToSuppress: tenantScopes } } };
}

function userToken(tenant: unknown, groups: readonly string[], requested: readonly string[], policy: TokenPolicy): TokenOverrides {
  const claims = { [TENANT_CLAIM]: validTenant(tenant) };
  const granted = new Set(groups.flatMap((group) => (Object.hasOwn(policy.groupScopes, group) ? policy.groupScopes[group] ?? [] : [])));
  const refused = requested.filter((scope) => scope.startsWith(TENANT_SCOPE) || (Object.hasOwn(SCOPES, scope) && !granted.has(scope)));
  return {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: { claimsToAddOrOverride: claims },
      accessTokenGeneration: { claimsToAddOrOverride: claims, scopesToSuppress: refused },
    },
  };
}

function validTenant(tenant: unknown): string {
  if (typeof tenant !== 'string' || !TENANT.test(tenant)) throw new Error('token refused: no valid tenant is registered for this identity');
  return tenant;
}

/** Reads the policy from the function's environment; refuses to start with one that is not what it should be. */
export function parseTokenPolicy(json: string | undefined): TokenPolicy {
  const parsed = record(JSON.parse(json ?? '') as unknown, 'group scopes');
  return { groupScopes: Object.fromEntries(Object.entries(parsed).map(([group, scopes]) => [group, strings(scopes, group)])) };
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`token refused: ${name} is not an object`);
  return Object.fromEntries(Object.entries(value));
}

function strings(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new Error(`token refused: ${name} is not a list of strings`);
  return value;
}
