import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockGuardrailCustomerKey: Rule = {
  id: 'BedrockGuardrailCustomerKey',
  title: 'guardrail is encrypted with a key of the account',
  why: 'its words and topics tell an attacker what to write around',
  fix: 'set KmsKeyArn',
  severity: 'error',
  controls: ['AI-01', 'DAT-13'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource, context) => property(resource, ['KmsKeyArn'], customerKey(context)),
};
