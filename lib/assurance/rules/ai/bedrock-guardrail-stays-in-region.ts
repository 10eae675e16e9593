import { ABSENT, property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockGuardrailStaysInRegion: Rule = {
  id: 'BedrockGuardrailStaysInRegion',
  title: 'guardrail judges within its region',
  why: 'with a profile for several regions, prompts are sent to all of them to be judged',
  fix: 'remove CrossRegionConfig, or acknowledge the regions of its profile',
  severity: 'warning',
  controls: ['GOV-04'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource) => property(resource, ['CrossRegionConfig', 'GuardrailProfileArn'], ABSENT),
};
