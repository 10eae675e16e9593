import type { Path } from '../compute/places';
import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

/** Where types of Bedrock name their key. */
const KEYS: { readonly [type: string]: Path } = {
  'AWS::Bedrock::DataAutomationProject': ['KmsKeyId'],
  'AWS::Bedrock::Blueprint': ['KmsKeyId'],
  'AWS::Bedrock::Session': ['EncryptionKeyArn'],
  'AWS::Bedrock::AutomatedReasoningPolicy': ['KmsKeyId'],
  'AWS::BedrockAgentCore::Memory': ['EncryptionKeyArn'],
  'AWS::BedrockAgentCore::Gateway': ['KmsKeyArn'],
  'AWS::BedrockAgentCore::PolicyEngine': ['EncryptionKeyArn'],
};

export const bedrockStoreCustomerKey: Rule = {
  id: 'BedrockStoreCustomerKey',
  title: 'what Bedrock keeps is encrypted with a key of the account',
  why: 'with a key of AWS nobody of the account can withdraw access to it',
  fix: 'set the resource\'s KMS key',
  severity: 'error',
  controls: ['DAT-07', 'AI-09'],
  types: Object.keys(KEYS),
  check: (resource, context) => property(resource, KEYS[resource.type] ?? [], customerKey(context)),
};
