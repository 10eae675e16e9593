import { everyPlace } from '../compute/places';
import { every, oneOf, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { isActive } from './guardrails';

export const bedrockGuardrailSensitiveInformation: Rule = {
  id: 'BedrockGuardrailSensitiveInformation',
  title: 'guardrail blocks or masks personal data, both ways',
  why: 'personal data in a prompt goes to the model and its logs; in an answer it goes to somebody else',
  fix: 'list PiiEntitiesConfig, or RegexesConfig, with action BLOCK or ANONYMIZE',
  severity: 'error',
  controls: ['AI-02'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource) => everyPlace(resource, ['PiiEntitiesConfig', 'RegexesConfig'].map((name) => ['SensitiveInformationPolicyConfig', name, '*']), (filter, path) => every([
    valueAt(filter, ['Action'], oneOf(['BLOCK', 'ANONYMIZE']), path), ...(['Input', 'Output'] as const).map((direction) => isActive({ value: filter, path }, direction)),
  ]), property(resource, ['SensitiveInformationPolicyConfig', 'PiiEntitiesConfig'], PRESENT)),
};
