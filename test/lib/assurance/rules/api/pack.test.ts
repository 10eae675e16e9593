import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apiRules } from '../../../../../lib/assurance/rules/api';

/** Part of the public contract: losing or renaming a rule is a visible change. */
const IDS = [
  'ApiAuthorizerBound', 'ApiDefaultEndpointClosed', 'ApiDefinitionAuthorized', 'ApiDefinitionEncrypted', 'ApiDomainTlsModern', 'ApiEndpointAccessStrict', 'ApiErrorsReplaced',
  'ApiIntegrationBounded', 'ApiIntegrationEncrypted', 'ApiKeyMetered', 'ApiMethodAuthorized', 'ApiMethodMetered', 'ApiMethodModelled', 'ApiMethodModelsEveryType',
  'ApiMethodScoped', 'ApiMethodValidated', 'ApiModelStrict', 'ApiPrivatePolicy', 'ApiStageAccessLogged', 'ApiStageCacheEncrypted', 'ApiStageClientCertificate',
  'ApiStageExecutionLogged', 'ApiStageMetered', 'ApiStageMetricsKept', 'ApiStageSettingsForAllMethods', 'ApiStageThrottled', 'ApiTlsModern', 'ClassicListenersEncrypted',
  'ClassicTlsModern', 'DistributionCertificate', 'DistributionHttpsOnly', 'DistributionLogged', 'DistributionOriginsEncrypted', 'DistributionOriginsPrivate',
  'DistributionTlsModern', 'EdgeFirewalled', 'GatewayResponsePlain', 'GraphqlApiAuthorized', 'HttpApiRouteAuthorized', 'HttpApiStageThrottled', 'IdentityPoolNoGuests',
  'IdentityPoolTokensChecked', 'ListenerAuthenticates', 'ListenerCertificate', 'ListenerEncrypted', 'ListenerTlsModern', 'LoadBalancerAccessLogged',
  'LoadBalancerConnectionsLogged', 'LoadBalancerDeletionProtected', 'LoadBalancerDesyncGuarded', 'LoadBalancerDropsInvalidHeaders', 'RequestValidatorComplete',
  'TargetGroupEncrypted', 'UsagePlanLimits', 'UserPoolChangesVerified', 'UserPoolClientAttributesNarrow', 'UserPoolClientCallbacks', 'UserPoolClientFlows',
  'UserPoolClientHidesUsers', 'UserPoolClientRevocable', 'UserPoolClientSecret', 'UserPoolClientTokensShort', 'UserPoolDeletionProtected', 'UserPoolMfa', 'UserPoolNoSelfSignUp',
  'UserPoolPasskeysVerified', 'UserPoolPasswordPolicy', 'UserPoolRecovery', 'UserPoolStrongFactors', 'UserPoolThreatProtection', 'WebAclBodyLimited',
  'WebAclClassicBlocksByDefault', 'WebAclDataProtected', 'WebAclInspectsBody', 'WebAclLogKeepsBlocked', 'WebAclLogRedacted', 'WebAclLogged', 'WebAclManagedRules',
  'WebAclMetered', 'WebAclRateLimited', 'WebAclRateLimitedByCaller', 'WebAclRulesStop', 'WebAclSamplesOff',
];

test('the pack holds exactly these rules', () => {
  expect(apiRules.map(({ id }) => id).sort()).toEqual(IDS);
});

test.each(apiRules.map((rule) => [rule.id, rule] as const))('%s stands in a file of its own name, with what a reader needs', (id, rule) => {
  const file = id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  expect(existsSync(join(__dirname, '../../../../../lib/assurance/rules/api', `${file}.ts`))).toBe(true);
  for (const words of [rule.title, rule.why, rule.fix]) expect(words.length).toBeGreaterThan(10);
  expect(rule.controls.length).toBeGreaterThan(0);
  expect(rule.types.length).toBeGreaterThan(0);
});
