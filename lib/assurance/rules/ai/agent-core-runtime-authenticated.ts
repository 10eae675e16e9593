import { at } from '../../template';
import { PASS } from '../outcome';
import type { Rule } from '../rule';
import { judgeAuthorizer } from './authorizers';

export const agentCoreRuntimeAuthenticated: Rule = {
  id: 'AgentCoreRuntimeAuthenticated',
  title: 'agents ask for whom a token was made',
  why: 'a token for another application of the same directory would be accepted too',
  fix: 'set AllowedAudience or AllowedClients of CustomJWTAuthorizer; without an authorizer IAM decides',
  severity: 'error',
  controls: ['AI-08', 'API-01'],
  types: ['AWS::BedrockAgentCore::Runtime'],
  check: (resource) => (at(resource.properties, 'AuthorizerConfiguration') === undefined ? PASS : judgeAuthorizer(resource)),
};
