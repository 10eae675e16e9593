import { ofText } from '../compute/expectations';
import { property, trilean } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreEndpointPinned: Rule = {
  id: 'AgentCoreEndpointPinned',
  title: 'endpoints of agents serve a numbered version',
  why: 'without a number the endpoint moves to whatever was deployed last',
  fix: 'set AgentRuntimeVersion',
  severity: 'error',
  controls: ['AI-06'],
  types: ['AWS::BedrockAgentCore::RuntimeEndpoint'],
  check: (resource) => property(resource, ['AgentRuntimeVersion'], ofText('a version', (written) => trilean(!/^(?:DRAFT|latest)$/i.test(written)))),
};
