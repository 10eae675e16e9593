import { everyPlace } from '../compute/places';
import { judgePlainSecret } from '../compute/plain-secrets';
import type { Rule } from '../rule';

export const agentCoreRuntimeNoPlainSecrets: Rule = {
  id: 'AgentCoreRuntimeNoPlainSecrets',
  title: 'no secret stands in the environment of an agent',
  why: 'code that the agent was talked into running reads its environment',
  fix: 'use a credential provider of AgentCore',
  severity: 'error',
  controls: ['AI-05', 'SUP-05'],
  types: ['AWS::BedrockAgentCore::Runtime'],
  check: (resource) => everyPlace(resource, [['EnvironmentVariables', '*']], (value, path) => judgePlainSecret(String(path.at(-1)), value, path)),
};
