import { property } from '../outcome';
import type { Rule } from '../rule';
import { versionMadeBy } from './versions';

export const agentCoreEndpointPinned: Rule = {
  id: 'AgentCoreEndpointPinned',
  title: 'endpoints of agents serve a numbered version',
  why: 'without a number the endpoint moves to whatever was deployed last',
  fix: 'set AgentRuntimeVersion',
  severity: 'error',
  controls: ['AI-06'],
  types: ['AWS::BedrockAgentCore::RuntimeEndpoint'],
  check: (resource, context) => property(resource, ['AgentRuntimeVersion'], versionMadeBy('AWS::BedrockAgentCore::Runtime', context)),
};
