export { CertificateUsage, InternalAuthority, type IInternalAuthority, type ImportedCertificateProps, type InternalAuthorityProps, type ServiceCertificateProps } from './internal-authority';
export type { IPlatformSecret } from './platform-secret-base';
export { PlatformSecretGrants } from './platform-secret-grants';
export { PlatformSecret, type PlatformSecretAttributes, type PlatformSecretOptions, type PlatformSecretProps } from './platform-secret';
export { PlatformSecrets, type PlatformSecretsProps } from './platform-secrets';
export { SecretRotation, type SecretRotationProps } from './secret-rotation';
export { ServiceRedeployment, type ServiceRedeploymentProps } from './service-redeployment';
