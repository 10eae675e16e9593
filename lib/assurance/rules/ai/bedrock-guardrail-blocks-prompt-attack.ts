import { every, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyFilter, isActive } from './guardrails';

export const bedrockGuardrailBlocksPromptAttack: Rule = {
  id: 'BedrockGuardrailBlocksPromptAttack',
  title: 'guardrail filters prompt attacks on input',
  why: 'text that tells the model to forget its instructions comes with every document and every user',
  fix: 'add a filter PROMPT_ATTACK with InputStrength HIGH',
  severity: 'error',
  controls: ['AI-01'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource) => everyFilter(resource, ['ContentPolicyConfig', 'FiltersConfig'], ['PROMPT_ATTACK'], (filter) => every([
    valueAt(filter.value, ['InputStrength'], oneOf(['HIGH']), filter.path), isActive(filter, 'Input'),
  ])),
};
