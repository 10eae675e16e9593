/** OAuth 2.0 scopes of the platform's resource server. A token carries them as `<resource server>/<scope>`. */
export const SCOPES = {
  'inference/invoke': 'Ask the model for chat completions',
  'inference/embed': 'Ask the model for embeddings',
  'vectors/read': 'Query the vector store',
  'vectors/write': 'Write to the vector store',
  'models/read': 'List the models',
  'platform/admin': 'Administer the platform',
} as const;

export type Scope = keyof typeof SCOPES;

/** The claim that names the tenant of a token. Set by the pre-token function or mapped from the issuer's own claim. */
export const TENANT_CLAIM = 'tenant';

/** The claim that lists the groups of a token. */
export const GROUPS_CLAIM = 'cognito:groups';
