import type { Rule } from '../rule';
import { agentCoreBrowserRecorded } from './agent-core-browser-recorded';
import { agentCoreCredentialByReference } from './agent-core-credential-by-reference';
import { agentCoreEndpointPinned } from './agent-core-endpoint-pinned';
import { agentCoreGatewayAuthenticated } from './agent-core-gateway-authenticated';
import { agentCoreGatewayPolicyEnforced } from './agent-core-gateway-policy-enforced';
import { agentCoreGatewayTellsLittle } from './agent-core-gateway-tells-little';
import { agentCoreMemoryPerUser } from './agent-core-memory-per-user';
import { agentCorePolicyNotOpen } from './agent-core-policy-not-open';
import { agentCoreRuntimeAuthenticated } from './agent-core-runtime-authenticated';
import { agentCoreRuntimeNoPlainSecrets } from './agent-core-runtime-no-plain-secrets';
import { agentCoreSessionBounded } from './agent-core-session-bounded';
import { agentCoreTargetTrusted } from './agent-core-target-trusted';
import { bedrockAgentAliasPinned } from './bedrock-agent-alias-pinned';
import { bedrockAgentCallsPinned } from './bedrock-agent-calls-pinned';
import { bedrockAgentConfirmsActions } from './bedrock-agent-confirms-actions';
import { bedrockAgentCustomerKey } from './bedrock-agent-customer-key';
import { bedrockAgentSessionBounded } from './bedrock-agent-session-bounded';
import { bedrockAgentToolsAllowed } from './bedrock-agent-tools-allowed';
import { bedrockDataSourceCustomerKey } from './bedrock-data-source-customer-key';
import { bedrockDataSourceErases } from './bedrock-data-source-erases';
import { bedrockDataSourceTrusted } from './bedrock-data-source-trusted';
import { bedrockEnforcedGuardrailComplete } from './bedrock-enforced-guardrail-complete';
import { bedrockGuardrailBlocksPromptAttack } from './bedrock-guardrail-blocks-prompt-attack';
import { bedrockGuardrailContentFilters } from './bedrock-guardrail-content-filters';
import { bedrockGuardrailCustomerKey } from './bedrock-guardrail-customer-key';
import { bedrockGuardrailGrounding } from './bedrock-guardrail-grounding';
import { bedrockGuardrailReferencePinned } from './bedrock-guardrail-reference-pinned';
import { bedrockGuardrailSensitiveInformation } from './bedrock-guardrail-sensitive-information';
import { bedrockGuardrailStaysInRegion } from './bedrock-guardrail-stays-in-region';
import { bedrockGuardrailVersioned } from './bedrock-guardrail-versioned';
import { bedrockKnowledgeBasePrivateStore } from './bedrock-knowledge-base-private-store';
import { bedrockModelPinned } from './bedrock-model-pinned';
import { bedrockModelStaysInGeography } from './bedrock-model-stays-in-geography';
import { bedrockPromptNoSecrets } from './bedrock-prompt-no-secrets';
import { bedrockPromptVersioned } from './bedrock-prompt-versioned';
import { bedrockStoreCustomerKey } from './bedrock-store-customer-key';
import { budgetActionAutomatic } from './budget-action-automatic';
import { budgetNotifies } from './budget-notifies';
import { comprehendClassifierProtected } from './comprehend-classifier-protected';
import { qBusinessApplicationCustomerKey } from './qbusiness-application-customer-key';
import { sagemakerEndpointCapturesData } from './sagemaker-endpoint-captures-data';
import { sagemakerEndpointClosed } from './sagemaker-endpoint-closed';
import { sagemakerEndpointCustomerKey } from './sagemaker-endpoint-customer-key';
import { sagemakerEndpointMonitored } from './sagemaker-endpoint-monitored';
import { sagemakerFeatureGroupCustomerKey } from './sagemaker-feature-group-customer-key';
import { sagemakerModelNoPlainSecrets } from './sagemaker-model-no-plain-secrets';
import { sagemakerMonitoringScheduled } from './sagemaker-monitoring-scheduled';
import { vllmServerLimitsRequests } from './vllm-server-limits-requests';
import { vllmServerMediaBounded } from './vllm-server-media-bounded';
import { vllmServerOffline } from './vllm-server-offline';
import { vllmServerRunsNoForeignCode } from './vllm-server-runs-no-foreign-code';
import { vllmServerSaysLittle } from './vllm-server-says-little';
import { vllmServerTls } from './vllm-server-tls';

export const aiRules: readonly Rule[] = [
  bedrockGuardrailContentFilters,
  bedrockGuardrailBlocksPromptAttack,
  bedrockGuardrailSensitiveInformation,
  bedrockGuardrailGrounding,
  bedrockGuardrailCustomerKey,
  bedrockGuardrailVersioned,
  bedrockGuardrailStaysInRegion,
  bedrockGuardrailReferencePinned,
  bedrockEnforcedGuardrailComplete,
  bedrockModelPinned,
  bedrockModelStaysInGeography,
  bedrockAgentCustomerKey,
  bedrockAgentSessionBounded,
  bedrockAgentConfirmsActions,
  bedrockAgentToolsAllowed,
  bedrockAgentAliasPinned,
  bedrockAgentCallsPinned,
  bedrockPromptVersioned,
  bedrockPromptNoSecrets,
  bedrockDataSourceCustomerKey,
  bedrockDataSourceErases,
  bedrockDataSourceTrusted,
  bedrockKnowledgeBasePrivateStore,
  bedrockStoreCustomerKey,
  agentCoreGatewayAuthenticated,
  agentCoreRuntimeAuthenticated,
  agentCoreGatewayTellsLittle,
  agentCoreGatewayPolicyEnforced,
  agentCoreTargetTrusted,
  agentCorePolicyNotOpen,
  agentCoreMemoryPerUser,
  agentCoreSessionBounded,
  agentCoreEndpointPinned,
  agentCoreRuntimeNoPlainSecrets,
  agentCoreCredentialByReference,
  agentCoreBrowserRecorded,
  sagemakerEndpointCustomerKey,
  sagemakerEndpointCapturesData,
  sagemakerEndpointClosed,
  sagemakerEndpointMonitored,
  sagemakerMonitoringScheduled,
  sagemakerModelNoPlainSecrets,
  sagemakerFeatureGroupCustomerKey,
  comprehendClassifierProtected,
  qBusinessApplicationCustomerKey,
  vllmServerTls,
  vllmServerRunsNoForeignCode,
  vllmServerOffline,
  vllmServerLimitsRequests,
  vllmServerSaysLittle,
  vllmServerMediaBounded,
  budgetNotifies,
  budgetActionAutomatic,
];
