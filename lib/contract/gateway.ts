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
  auditKeyArn: 'AUDIT_KEY_ARN',
} as const;
