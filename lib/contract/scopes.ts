/**
 * OAuth 2.0 scopes of the platform, as a token's `scope` claim carries them: `<resource server>/<scope>`.
 * Cognito allows no slash inside a scope, so what stands before it is a resource server of its own.
 */
export const SCOPES = {
  'inference/invoke': 'Ask the model for chat completions',
  'inference/embed': 'Ask the model for embeddings',
  'vectors/read': 'Query the vector store',
  'vectors/write': 'Write to the vector store',
  'models/read': 'List the models',
  'approvals/decide': 'Approve or reject what waits for a person',
  'platform/admin': 'Administer the platform',
} as const;

export type Scope = keyof typeof SCOPES;

/** The claim that names the tenant of a token. Set by the pre-token function or mapped from the issuer's own claim. */
export const TENANT_CLAIM = 'tenant';

/** The claim that lists the groups of a token. */
export const GROUPS_CLAIM = 'cognito:groups';

/** The claim that lists the scopes of a token. */
export const SCOPE_CLAIM = 'scope';

/** What a tenant may be called. Anything else in a claim is refused, so that the name can be used in keys and queries. */
export const TENANT_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$';

/** User attribute that holds the tenant; written by administrators only. */
export const TENANT_ATTRIBUTE = 'tenant';

/**
 * Resource server whose scopes are the tenants. A machine client is allowed exactly one of them, `tenant/<name>`, by its registration, which
 * the client cannot change: from it the pre-token function derives the tenant claim, with no table to look up and none to fall out of step.
 */
export const TENANT_RESOURCE_SERVER = 'tenant';

/** Environment of the pre-token function. */
export const PRE_TOKEN_ENV = {
  /** JSON object: group name to the list of scopes that its members may hold. */
  groupScopes: 'GROUP_SCOPES',
} as const;

/** Environment of the token authorizer, which verifies tokens of an issuer other than Cognito. */
export const TOKEN_AUTHORIZER_ENV = {
  issuer: 'TOKEN_ISSUER',
  audience: 'TOKEN_AUDIENCE',
  /** Where the issuer's keys are; when unset, read from the issuer's discovery document. */
  jwksUri: 'JWKS_URI',
  tenantClaim: 'TENANT_CLAIM',
  groupsClaim: 'GROUPS_CLAIM',
  /** Claim whose scopes are trusted; when unset, only groups count. */
  scopeClaim: 'SCOPE_CLAIM',
  /** JSON object: group to the list of scopes. */
  groupScopes: 'GROUP_SCOPES',
  /** JSON object: `<METHOD>/<path without leading slash>` to the scope it needs. */
  routeScopes: 'ROUTE_SCOPES',
} as const;
