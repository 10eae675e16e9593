import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockAgentCustomerKey: Rule = {
  id: 'BedrockAgentCustomerKey',
  title: 'agents, flows and prompts are encrypted with a key of the account',
  why: 'instructions and sessions tell what the agent may do and what users said',
  fix: 'set CustomerEncryptionKeyArn',
  severity: 'error',
  controls: ['AI-09', 'AI-05'],
  types: ['AWS::Bedrock::Agent', 'AWS::Bedrock::Flow', 'AWS::Bedrock::Prompt'],
  check: (resource, context) => property(resource, ['CustomerEncryptionKeyArn'], customerKey(context)),
};
