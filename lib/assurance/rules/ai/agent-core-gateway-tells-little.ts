import { noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreGatewayTellsLittle: Rule = {
  id: 'AgentCoreGatewayTellsLittle',
  title: 'errors of a gateway tell nothing about what is behind it',
  why: 'details of an error show an attacker which tool broke, and how',
  fix: 'remove ExceptionLevel',
  severity: 'error',
  controls: ['API-08'],
  types: ['AWS::BedrockAgentCore::Gateway'],
  check: (resource) => property(resource, ['ExceptionLevel'], noneOf(['DEBUG'])),
};
