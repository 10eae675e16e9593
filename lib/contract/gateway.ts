/** Environment of the AI gateway's container. Secrets are never in it, only the ARNs to read them by. */
export const GATEWAY_ENV = {
  port: 'PORT',
  issuer: 'TOKEN_ISSUER',
  audience: 'TOKEN_AUDIENCE',
  tenantClaim: 'TENANT_CLAIM',
  groupsClaim: 'GROUPS_CLAIM',
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
} as const;

/** Path that the load balancer asks; answered with 200 once the gateway can serve. */
export const GATEWAY_HEALTH_PATH = '/healthz';

/** uid and gid of the gateway's container: the unprivileged user of distroless images. */
export const GATEWAY_USER = '65532:65532';
