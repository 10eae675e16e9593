import { every, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyFilter, isActive } from './guardrails';

export const bedrockGuardrailContentFilters: Rule = {
  id: 'BedrockGuardrailContentFilters',
  title: 'guardrail blocks harmful content strongly, both ways',
  why: 'what the filter lets through at a lower strength reaches the model, or the user',
  fix: 'add filters for HATE, INSULTS, SEXUAL, VIOLENCE and MISCONDUCT with strength HIGH for input and output',
  severity: 'error',
  controls: ['AI-01'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource) => everyFilter(resource, ['ContentPolicyConfig', 'FiltersConfig'], ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'], (filter) => every((['Input', 'Output'] as const).flatMap((direction) => [
    valueAt(filter.value, [`${direction}Strength`], oneOf(['HIGH']), filter.path), isActive(filter, direction),
  ]))),
};
