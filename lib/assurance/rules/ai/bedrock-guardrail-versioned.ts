import { any } from '../../iam/trilean';
import { at } from '../../template';
import { names } from '../network/references';
import { decided } from '../outcome';
import type { Rule } from '../rule';

export const bedrockGuardrailVersioned: Rule = {
  id: 'BedrockGuardrailVersioned',
  title: 'guardrail has a version that cannot change',
  why: 'whoever uses the working draft is subject to every attempt at it',
  fix: 'add an AWS::Bedrock::GuardrailVersion and use its number',
  severity: 'warning',
  controls: ['AI-01', 'AI-06'],
  types: ['AWS::Bedrock::Guardrail'],
  check: (resource, context) => {
    const named = any(context.ofType('AWS::Bedrock::GuardrailVersion').map((version) => names(at(version.properties, 'GuardrailIdentifier'), resource, context)));
    return decided(named, { because: [{ code: 'NoVersion' }] }, { code: 'VersionOfUnknownGuardrail' });
  },
};
