import { TOKEN_AUTHORIZER_ENV } from '../../../contract/scopes';
import type { TokenIssuer } from '../../token-verification/token-verifier';
import type { AuthorizationPolicy } from './token-authorizer';

/** Reads what the construct wrote into the environment. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): { readonly issuer: TokenIssuer; readonly policy: AuthorizationPolicy } {
  const required = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new Error(`environment variable ${name} is not set`);
    return value;
  };
  const https = (name: string, value: string): string => {
    if (!value.startsWith('https://')) throw new Error(`environment variable ${name} must be an https address`);
    return value;
  };
  const jwksUri = env[TOKEN_AUTHORIZER_ENV.jwksUri];
  return {
    issuer: {
      issuer: https(TOKEN_AUTHORIZER_ENV.issuer, required(TOKEN_AUTHORIZER_ENV.issuer)),
      audience: required(TOKEN_AUTHORIZER_ENV.audience),
      jwksUri: jwksUri === undefined ? undefined : https(TOKEN_AUTHORIZER_ENV.jwksUri, jwksUri),
    },
    policy: {
      tenantClaim: required(TOKEN_AUTHORIZER_ENV.tenantClaim),
      groupsClaim: required(TOKEN_AUTHORIZER_ENV.groupsClaim),
      scopeClaim: env[TOKEN_AUTHORIZER_ENV.scopeClaim],
      groupScopes: mapOf(TOKEN_AUTHORIZER_ENV.groupScopes, required(TOKEN_AUTHORIZER_ENV.groupScopes), (value) => Array.isArray(value) ? value.map(String) : undefined),
      routeScopes: mapOf(TOKEN_AUTHORIZER_ENV.routeScopes, required(TOKEN_AUTHORIZER_ENV.routeScopes), (value) => typeof value === 'string' ? value : undefined),
    },
  };
}

function mapOf<T>(name: string, json: string, read: (value: unknown) => T | undefined): Record<string, T> {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`environment variable ${name} must be a JSON object`);
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => {
    const item = read(value);
    if (item === undefined) throw new Error(`environment variable ${name} has a wrong value for ${key}`);
    return [key, item];
  }));
}
