export { PlatformIdentityGrants } from './identity-grants';
export { type IdentityGroup, type MachineClient } from './identity-options';
export { IdentityPlan } from './identity-plan';
export { type PlatformIdentityAttributes } from './imported-identity';
export { type OidcGroupMapping, type OidcIssuerProps } from './oidc-identity';
export { PlatformIdentity, type PlatformIdentityProps } from './platform-identity';
export { type AuthorizerBinding, type IPlatformIdentity, type RouteScope } from './platform-identity-base';
export { PlatformScope } from './platform-scope';
export { TokenKeys, type TokenKeysProps } from './token-keys';
