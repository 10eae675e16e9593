import { atLeast, every, isTrue, noneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyFilter } from './guardrails';

export const bedrockGuardrailGrounding: Rule = {
  id: 'BedrockGuardrailGrounding',
  title: 'guardrail blocks answers that their sources do not support',
  why: 'a model states what is not in the documents as firmly as what is',
  fix: 'add filters GROUNDING and RELEVANCE with a threshold of at least 0.7',
  severity: 'error',
  controls: ['AI-03'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource) => everyFilter(resource, ['ContextualGroundingPolicyConfig', 'FiltersConfig'], ['GROUNDING', 'RELEVANCE'], ({ value, path }) => every([
    valueAt(value, ['Threshold'], atLeast(0.7), path), valueAt(value, ['Action'], noneOf(['NONE']), path), valueAt(value, ['Enabled'], isTrue('yes'), path),
  ])),
};
