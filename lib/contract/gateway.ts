/** Environment of the AI gateway's container. Secrets are never in it, only the ARNs to read them by. */
export const GATEWAY_ENV = {
  port: 'PORT',
  issuer: 'TOKEN_ISSUER',
  audience: 'TOKEN_AUDIENCE',
  /** Where the issuer's keys are, when unset and without tokenKeysSecretArn: as the issuer's discovery document says. */
  jwksUri: 'JWKS_URI',
  /** Secret with the issuer's keys (shape: lib/contract/token-keys), for a network that has no way to the issuer. Goes before jwksUri. */
  tokenKeysSecretArn: 'TOKEN_KEYS_SECRET_ARN',
  tenantClaim: 'TENANT_CLAIM',
  groupsClaim: 'GROUPS_CLAIM',
  /** Claim whose scopes count beside those of the groups. Empty: only groups count. */
  scopeClaim: 'SCOPE_CLAIM',
  /** JSON object: group to the list of scopes that its members hold. Unset: only the token's own scopes count. */
  groupScopes: 'GROUP_SCOPES',
  inferenceUrl: 'INFERENCE_URL',
  modelName: 'MODEL_NAME',
  tlsSecretArn: 'TLS_SECRET_ARN',
  vectorStoreHost: 'VECTOR_STORE_HOST',
  vectorStorePort: 'VECTOR_STORE_PORT',
  vectorStoreDatabase: 'VECTOR_STORE_DATABASE',
  vectorStoreUser: 'VECTOR_STORE_USER',
  auditBucket: 'AUDIT_BUCKET',
  /** Key prefix under which audit records are written, without slashes at its ends. */
  auditPrefix: 'AUDIT_PREFIX',
  auditKeyArn: 'AUDIT_KEY_ARN',
  /** Table of budgets and approvals (shape: GATEWAY_STATE_TABLE). Without one they are kept by each task for itself. */
  stateTable: 'STATE_TABLE',
  /** JSON object whose sections replace those of the configuration file in the image. */
  settings: 'GATEWAY_SETTINGS',
} as const;

/** Attributes of the table that the gateway's tasks share. Items carry when they may go, in seconds since 1970. */
export const GATEWAY_STATE_TABLE = { partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expires_at' } as const;

/** Bytes of UTF-8 that the configuration in the environment may have. */
export const MAX_GATEWAY_SETTINGS_BYTES = 16_384;

/** Port of the gateway's metrics in Prometheus' format; only the task itself and what stands beside it reach it. */
export const GATEWAY_METRICS_PORT = 9464;

/** Path that the load balancer asks; answered with 200 once the gateway can serve. */
export const GATEWAY_HEALTH_PATH = '/healthz';

/** uid and gid of the gateway's container: the unprivileged user of distroless images. */
export const GATEWAY_USER = '65532:65532';
