import { apiAuthorizerBound } from './api-authorizer-bound';
import { apiDefaultEndpointClosed } from './api-default-endpoint-closed';
import { apiDefinitionAuthorized } from './api-definition-authorized';
import { apiDefinitionEncrypted } from './api-definition-encrypted';
import { apiDomainTlsModern } from './api-domain-tls-modern';
import { apiEndpointAccessStrict } from './api-endpoint-access-strict';
import { apiErrorsReplaced } from './api-errors-replaced';
import { apiIntegrationBounded } from './api-integration-bounded';
import { apiIntegrationEncrypted } from './api-integration-encrypted';
import { apiKeyMetered } from './api-key-metered';
import { apiMethodAuthorized } from './api-method-authorized';
import { apiMethodMetered } from './api-method-metered';
import { apiMethodModelled } from './api-method-modelled';
import { apiMethodModelsEveryType } from './api-method-models-every-type';
import { apiMethodScoped } from './api-method-scoped';
import { apiMethodValidated } from './api-method-validated';
import { apiModelStrict } from './api-model-strict';
import { apiPrivatePolicy } from './api-private-policy';
import { apiStageAccessLogged } from './api-stage-access-logged';
import { apiStageCacheEncrypted } from './api-stage-cache-encrypted';
import { apiStageClientCertificate } from './api-stage-client-certificate';
import { apiStageExecutionLogged } from './api-stage-execution-logged';
import { apiStageMetered } from './api-stage-metered';
import { apiStageMetricsKept } from './api-stage-metrics-kept';
import { apiStageSettingsForAllMethods } from './api-stage-settings-for-all-methods';
import { apiStageThrottled } from './api-stage-throttled';
import { apiTlsModern } from './api-tls-modern';
import { classicListenersEncrypted } from './classic-listeners-encrypted';
import { classicTlsModern } from './classic-tls-modern';
import { distributionCertificate } from './distribution-certificate';
import { distributionHttpsOnly } from './distribution-https-only';
import { distributionLogged } from './distribution-logged';
import { distributionOriginsEncrypted } from './distribution-origins-encrypted';
import { distributionOriginsPrivate } from './distribution-origins-private';
import { distributionTlsModern } from './distribution-tls-modern';
import { edgeFirewalled } from './edge-firewalled';
import { gatewayResponsePlain } from './gateway-response-plain';
import { graphqlApiAuthorized } from './graphql-api-authorized';
import { httpApiRouteAuthorized } from './http-api-route-authorized';
import { httpApiStageThrottled } from './http-api-stage-throttled';
import { identityPoolNoGuests } from './identity-pool-no-guests';
import { identityPoolTokensChecked } from './identity-pool-tokens-checked';
import { listenerAuthenticates } from './listener-authenticates';
import { listenerCertificate } from './listener-certificate';
import { listenerEncrypted } from './listener-encrypted';
import { listenerTlsModern } from './listener-tls-modern';
import { loadBalancerAccessLogged } from './load-balancer-access-logged';
import { loadBalancerConnectionsLogged } from './load-balancer-connections-logged';
import { loadBalancerDeletionProtected } from './load-balancer-deletion-protected';
import { loadBalancerDesyncGuarded } from './load-balancer-desync-guarded';
import { loadBalancerDropsInvalidHeaders } from './load-balancer-drops-invalid-headers';
import { requestValidatorComplete } from './request-validator-complete';
import { targetGroupEncrypted } from './target-group-encrypted';
import { usagePlanLimits } from './usage-plan-limits';
import { userPoolChangesVerified } from './user-pool-changes-verified';
import { userPoolClientAttributesNarrow } from './user-pool-client-attributes-narrow';
import { userPoolClientCallbacks } from './user-pool-client-callbacks';
import { userPoolClientFlows } from './user-pool-client-flows';
import { userPoolClientHidesUsers } from './user-pool-client-hides-users';
import { userPoolClientRevocable } from './user-pool-client-revocable';
import { userPoolClientSecret } from './user-pool-client-secret';
import { userPoolClientTokensShort } from './user-pool-client-tokens-short';
import { userPoolDeletionProtected } from './user-pool-deletion-protected';
import { userPoolMfa } from './user-pool-mfa';
import { userPoolNoSelfSignUp } from './user-pool-no-self-sign-up';
import { userPoolPasskeysVerified } from './user-pool-passkeys-verified';
import { userPoolPasswordPolicy } from './user-pool-password-policy';
import { userPoolRecovery } from './user-pool-recovery';
import { userPoolStrongFactors } from './user-pool-strong-factors';
import { userPoolThreatProtection } from './user-pool-threat-protection';
import { webAclBodyLimited } from './web-acl-body-limited';
import { webAclClassicBlocksByDefault } from './web-acl-classic-blocks-by-default';
import { webAclDataProtected } from './web-acl-data-protected';
import { webAclInspectsBody } from './web-acl-inspects-body';
import { webAclLogKeepsBlocked } from './web-acl-log-keeps-blocked';
import { webAclLogRedacted } from './web-acl-log-redacted';
import { webAclLogged } from './web-acl-logged';
import { webAclManagedRules } from './web-acl-managed-rules';
import { webAclMetered } from './web-acl-metered';
import { webAclRateLimitedByCaller } from './web-acl-rate-limited-by-caller';
import { webAclRateLimited } from './web-acl-rate-limited';
import { webAclRulesStop } from './web-acl-rules-stop';
import { webAclSamplesOff } from './web-acl-samples-off';
import type { Rule } from '../rule';

export const apiRules: readonly Rule[] = [
  apiAuthorizerBound,
  apiDefaultEndpointClosed,
  apiDefinitionAuthorized,
  apiDefinitionEncrypted,
  apiDomainTlsModern,
  apiEndpointAccessStrict,
  apiErrorsReplaced,
  apiIntegrationBounded,
  apiIntegrationEncrypted,
  apiKeyMetered,
  apiMethodAuthorized,
  apiMethodMetered,
  apiMethodModelled,
  apiMethodModelsEveryType,
  apiMethodScoped,
  apiMethodValidated,
  apiModelStrict,
  apiPrivatePolicy,
  apiStageAccessLogged,
  apiStageCacheEncrypted,
  apiStageClientCertificate,
  apiStageExecutionLogged,
  apiStageMetered,
  apiStageMetricsKept,
  apiStageSettingsForAllMethods,
  apiStageThrottled,
  apiTlsModern,
  classicListenersEncrypted,
  classicTlsModern,
  distributionCertificate,
  distributionHttpsOnly,
  distributionLogged,
  distributionOriginsEncrypted,
  distributionOriginsPrivate,
  distributionTlsModern,
  edgeFirewalled,
  gatewayResponsePlain,
  graphqlApiAuthorized,
  httpApiRouteAuthorized,
  httpApiStageThrottled,
  identityPoolNoGuests,
  identityPoolTokensChecked,
  listenerAuthenticates,
  listenerCertificate,
  listenerEncrypted,
  listenerTlsModern,
  loadBalancerAccessLogged,
  loadBalancerConnectionsLogged,
  loadBalancerDeletionProtected,
  loadBalancerDesyncGuarded,
  loadBalancerDropsInvalidHeaders,
  requestValidatorComplete,
  targetGroupEncrypted,
  usagePlanLimits,
  userPoolChangesVerified,
  userPoolClientAttributesNarrow,
  userPoolClientCallbacks,
  userPoolClientFlows,
  userPoolClientHidesUsers,
  userPoolClientRevocable,
  userPoolClientSecret,
  userPoolClientTokensShort,
  userPoolDeletionProtected,
  userPoolMfa,
  userPoolNoSelfSignUp,
  userPoolPasskeysVerified,
  userPoolPasswordPolicy,
  userPoolRecovery,
  userPoolStrongFactors,
  userPoolThreatProtection,
  webAclBodyLimited,
  webAclClassicBlocksByDefault,
  webAclDataProtected,
  webAclInspectsBody,
  webAclLogKeepsBlocked,
  webAclLogRedacted,
  webAclLogged,
  webAclManagedRules,
  webAclMetered,
  webAclRateLimitedByCaller,
  webAclRateLimited,
  webAclRulesStop,
  webAclSamplesOff,
];
