import { aiRules } from '../../../../../lib/assurance/rules/ai';
import { ruleNamed } from '../compute/rule-named';
import { GONE, variants } from '../compute/variants';

const rule = ruleNamed(aiRules);
const RUNTIME = 'AWS::BedrockAgentCore::Runtime';
const GATEWAY = 'AWS::BedrockAgentCore::Gateway';
const TARGET = 'AWS::BedrockAgentCore::GatewayTarget';

const jwt = { AuthorizerConfiguration: { CustomJWTAuthorizer: { DiscoveryUrl: 'https://issuer/.well-known/openid-configuration', AllowedAudience: ['gateway'] } } };
variants(rule('AgentCoreGatewayAuthenticated'), GATEWAY, { AuthorizerType: 'CUSTOM_JWT', ...jwt }, {
  pass: [['AuthorizerType', 'AWS_IAM'], ['AuthorizerConfiguration.CustomJWTAuthorizer', { DiscoveryUrl: 'https://issuer', AllowedClients: ['app'] }]],
  fail: [
    ['AuthorizerType', 'NONE', GONE], ['AuthorizerConfiguration', GONE], ['AuthorizerConfiguration.CustomJWTAuthorizer.AllowedAudience', GONE, []],
    ['AuthorizerConfiguration.CustomJWTAuthorizer.DiscoveryUrl', GONE],
  ],
  unknown: ['AuthorizerType', 'AuthorizerConfiguration'],
});
variants(rule('AgentCoreRuntimeAuthenticated'), RUNTIME, jwt, {
  pass: [['AuthorizerConfiguration', GONE]], fail: [['AuthorizerConfiguration.CustomJWTAuthorizer.AllowedAudience', GONE]],
  unknown: ['AuthorizerConfiguration.CustomJWTAuthorizer'],
});
variants(rule('AgentCoreGatewayTellsLittle'), GATEWAY, {}, { fail: [['ExceptionLevel', 'DEBUG']], unknown: ['ExceptionLevel'] });
variants(rule('AgentCoreGatewayPolicyEnforced'), GATEWAY, { PolicyEngineConfiguration: { Arn: 'arn', Mode: 'ENFORCE' } }, {
  fail: [['PolicyEngineConfiguration', GONE], ['PolicyEngineConfiguration.Mode', 'LOG_ONLY']], unknown: ['PolicyEngineConfiguration'],
});
const target = { TargetConfiguration: { Mcp: { McpServer: { Endpoint: 'https://tools.internal/mcp' } } }, CredentialProviderConfigurations: [{ CredentialProviderType: 'GATEWAY_IAM_ROLE' }] };
variants(rule('AgentCoreTargetTrusted'), TARGET, target, {
  pass: [['TargetConfiguration', { Mcp: { Lambda: { LambdaArn: 'arn' } } }]],
  fail: [['TargetConfiguration.Mcp.McpServer.Endpoint', 'http://tools.internal/mcp'], ['CredentialProviderConfigurations', GONE, []]],
  unknown: ['TargetConfiguration', 'TargetConfiguration.Mcp.McpServer.Endpoint'],
});
const narrow = 'permit(principal is OAuthUser, action == Action::"refund", resource == Gateway::"g") when { context.amount < 100 };';
variants(rule('AgentCorePolicyNotOpen'), 'AWS::BedrockAgentCore::Policy', { Definition: { Cedar: { Statement: narrow } } }, {
  pass: [['Definition.Cedar.Statement', 'forbid(principal, action, resource);', '// permit(principal, action, resource);\npermit(principal == User::"a", action, resource);']],
  fail: [
    ['Definition.Cedar.Statement', 'permit(principal, action, resource);', 'permit (principal,\n  action, resource is Gateway) ;'], ['EnforcementMode', 'LOG_ONLY'],
    ['ValidationMode', 'IGNORE_ALL_FINDINGS'],
  ],
  unknown: ['Definition', 'Definition.Cedar.Statement'],
});
const memory = { EventExpiryDuration: 30, MemoryStrategies: [{ SemanticMemoryStrategy: { Name: 'facts', Namespaces: ['/facts/{actorId}'] } }] };
variants(rule('AgentCoreMemoryPerUser'), 'AWS::BedrockAgentCore::Memory', memory, {
  pass: [['MemoryStrategies', GONE]],
  fail: [['EventExpiryDuration', 365, GONE], ['MemoryStrategies.0.SemanticMemoryStrategy.Namespaces', ['/facts'], ['/facts/{actorId}', '/all']]],
  unknown: ['EventExpiryDuration', 'MemoryStrategies', 'MemoryStrategies.0.SemanticMemoryStrategy.Namespaces.0'],
});
variants(rule('AgentCoreSessionBounded'), RUNTIME, { LifecycleConfiguration: { IdleRuntimeSessionTimeout: 900, MaxLifetime: 28800 } }, {
  pass: [['LifecycleConfiguration', GONE]], fail: [['LifecycleConfiguration.IdleRuntimeSessionTimeout', 7200], ['LifecycleConfiguration.MaxLifetime', 90000]],
  unknown: ['LifecycleConfiguration'],
});
variants(rule('AgentCoreEndpointPinned'), 'AWS::BedrockAgentCore::RuntimeEndpoint', { AgentRuntimeVersion: '3' }, {
  fail: [['AgentRuntimeVersion', GONE, 'DRAFT', 'latest']], unknown: ['AgentRuntimeVersion'],
});
variants(rule('AgentCoreRuntimeNoPlainSecrets'), RUNTIME, { EnvironmentVariables: { MODEL_ID: 'x' } }, {
  fail: [['EnvironmentVariables.API_KEY', 'abc']], unknown: ['EnvironmentVariables', 'EnvironmentVariables.API_KEY'], skip: [['EnvironmentVariables', GONE]],
});
variants(rule('AgentCoreCredentialByReference'), 'AWS::BedrockAgentCore::ApiKeyCredentialProvider', { ApiKey: '{{resolve:secretsmanager:search:SecretString:key}}' }, {
  pass: [['ApiKey', GONE]], fail: [['ApiKey', 'abc']], unknown: ['ApiKey'],
});
variants(rule('AgentCoreCredentialByReference'), 'AWS::BedrockAgentCore::OAuth2CredentialProvider', { Oauth2ProviderConfigInput: { GithubOauth2ProviderConfig: { ClientId: 'a' } } }, {
  fail: [['Oauth2ProviderConfigInput.GithubOauth2ProviderConfig.ClientSecret', 'abc']], unknown: ['Oauth2ProviderConfigInput.GithubOauth2ProviderConfig.ClientSecret'],
});
variants(rule('AgentCoreBrowserRecorded'), 'AWS::BedrockAgentCore::BrowserCustom', { RecordingConfig: { Enabled: true, S3Location: { Bucket: 'b' } } }, {
  fail: [['RecordingConfig', GONE], ['RecordingConfig.Enabled', false]], unknown: ['RecordingConfig'],
});
