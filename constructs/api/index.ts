export { ApiExposure } from './api-exposure';
export { AccountLoggingRole, type ApiDomain, type ApiRequestLimits, type ApiThrottle, type TenantPlan, type WebAclOptions } from './api-options';
export { EdgeTlsPolicy } from './edge-tls-policy';
export { InferenceApi, type InferenceApiProps } from './inference-api';
export { IntegrationCertificate } from './integration-certificate';
