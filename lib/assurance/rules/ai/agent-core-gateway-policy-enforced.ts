import { every, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreGatewayPolicyEnforced: Rule = {
  id: 'AgentCoreGatewayPolicyEnforced',
  title: 'a policy decides which tool a caller may use',
  why: 'without it whoever may call the gateway may call every tool with any arguments',
  fix: 'set PolicyEngineConfiguration with mode ENFORCE',
  severity: 'warning',
  controls: ['AI-07'],
  types: ['AWS::BedrockAgentCore::Gateway'],
  check: (resource) => every([property(resource, ['PolicyEngineConfiguration', 'Arn'], PRESENT), property(resource, ['PolicyEngineConfiguration', 'Mode'], oneOf(['ENFORCE']))]),
};
