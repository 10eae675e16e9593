export { loadConfig, parseConfig, type LoadOptions } from './load';
export type { AcknowledgementConfig, ConfiguredJustification, IdentityConfig, LoadBalancerCertificateConfig, PlatformConfig, TenantConfig } from './schema';
