import { at } from '../../template';
import { told } from '../compute/expectations';
import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { judgeAuthorizer } from './authorizers';

export const agentCoreGatewayAuthenticated: Rule = {
  id: 'AgentCoreGatewayAuthenticated',
  title: 'gateway of tools asks who calls, and for whom the token was made',
  why: 'an open gateway gives every tool behind it to whoever finds its address',
  fix: 'set AuthorizerType to AWS_IAM, or to CUSTOM_JWT with AllowedAudience or AllowedClients',
  severity: 'error',
  controls: ['AI-08', 'API-01'],
  types: ['AWS::BedrockAgentCore::Gateway'],
  check: (resource) => {
    const type = property(resource, ['AuthorizerType'], oneOf(['CUSTOM_JWT', 'AWS_IAM']));
    return type.kind === 'pass' && told(at(resource.properties, 'AuthorizerType')) === 'CUSTOM_JWT' ? judgeAuthorizer(resource) : type;
  },
};
