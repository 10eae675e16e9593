import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { TENANT_PATTERN } from '../../../contract/scopes';
import { MAXIMUM_TOKEN_LENGTH, scopesOfGroups, words, type Claims } from '../../token-verification/claims';
import type { VerifyToken } from '../../token-verification/token-verifier';

/** What decides about a verified token. */
export interface AuthorizationPolicy {
  readonly tenantClaim: string;
  readonly groupsClaim: string;
  /** Claim whose scopes count beside those of the groups; undefined when only groups count. */
  readonly scopeClaim?: string;
  readonly groupScopes: Readonly<Record<string, readonly string[]>>;
  /** `POST/v1/chat/completions` to the scope it needs. */
  readonly routeScopes: Readonly<Record<string, string>>;
}

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/;
const METHOD_ARN = /^(arn:[^:]+:execute-api:[^:]+:[^:]+:[^/]+\/[^/]+)\/[A-Z]+\/.*$/;
const TENANT = new RegExp(TENANT_PATTERN);
/** The one message that API Gateway turns into 401; any other error becomes 500. Neither lets the request through. */
const UNAUTHORIZED = 'Unauthorized';

/**
 * A Lambda authorizer for TOKEN events. The policy it returns names every route that the token may call, and so stays right
 * when API Gateway applies it, from its cache, to another route than the one that was asked for first.
 */
export function createTokenAuthorizer(verify: VerifyToken, policy: AuthorizationPolicy): (event: unknown) => Promise<APIGatewayAuthorizerResult> {
  return async (event) => {
    const { token, stageArn } = parseEvent(event);
    const claims = await verify(token);
    const subject = claims?.sub;
    const tenant = claims?.[policy.tenantClaim];
    if (claims === undefined || typeof subject !== 'string' || subject === '' || typeof tenant !== 'string' || !TENANT.test(tenant)) throw new Error(UNAUTHORIZED);
    const scopes = grantedScopes(claims, policy);
    const allowed = Object.entries(policy.routeScopes).filter(([, scope]) => scopes.has(scope)).map(([route]) => `${stageArn}/${route}`);
    return {
      principalId: subject,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [allowed.length > 0
          ? { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: allowed }
          : { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: `${stageArn}/*` }],
      },
      context: { tenant, subject },
    };
  };
}

/** Groups give scopes by the mapping; the token's own scopes count only when the policy names their claim. */
export function grantedScopes(claims: Claims, policy: AuthorizationPolicy): ReadonlySet<string> {
  const mapped = scopesOfGroups(words(claims[policy.groupsClaim]), policy.groupScopes);
  const own = policy.scopeClaim === undefined ? [] : words(claims[policy.scopeClaim]);
  return new Set([...mapped, ...own]);
}

function parseEvent(event: unknown): { token: string; stageArn: string } {
  const { authorizationToken, methodArn } = typeof event === 'object' && event !== null ? Object.fromEntries(Object.entries(event)) : {};
  const token = typeof authorizationToken === 'string' && authorizationToken.length <= MAXIMUM_TOKEN_LENGTH ? BEARER.exec(authorizationToken)?.[1] : undefined;
  const stageArn = typeof methodArn === 'string' ? METHOD_ARN.exec(methodArn)?.[1] : undefined;
  if (token === undefined || stageArn === undefined) throw new Error(UNAUTHORIZED);
  return { token, stageArn };
}
