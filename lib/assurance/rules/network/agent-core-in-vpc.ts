import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreInVpc: Rule = {
  id: 'AgentCoreInVpc',
  title: 'agents and their tools run in the VPC',
  why: 'in PUBLIC mode an agent that was talked into it sends what it knows to any address',
  fix: 'set NetworkMode to VPC with private subnets and a security group; a code interpreter may also run in SANDBOX mode',
  severity: 'error',
  controls: ['NET-09'],
  types: ['AWS::BedrockAgentCore::Runtime', 'AWS::BedrockAgentCore::BrowserCustom', 'AWS::BedrockAgentCore::CodeInterpreterCustom'],
  check: (resource) => property(resource, ['NetworkConfiguration', 'NetworkMode'], oneOf(resource.type === 'AWS::BedrockAgentCore::CodeInterpreterCustom' ? ['VPC', 'SANDBOX'] : ['VPC'])),
};
