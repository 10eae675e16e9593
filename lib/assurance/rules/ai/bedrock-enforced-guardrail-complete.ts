import { isList, text } from '../../template';
import { ABSENT, every, noneOf, property, type Expectation } from '../outcome';
import type { Rule } from '../rule';

export const bedrockEnforcedGuardrailComplete: Rule = {
  id: 'BedrockEnforcedGuardrailComplete',
  title: 'the guardrail of the account judges every model and every message',
  why: 'a model, or a message, that is left out is the way around',
  fix: 'remove ExcludedModels, and set SelectiveContentGuarding to judge messages and system prompts',
  severity: 'error',
  controls: ['AI-01', 'IAM-05'],
  types: ['AWS::Bedrock::EnforcedGuardrailConfiguration'],
  check: (resource) => every([
    property(resource, ['ModelEnforcement', 'ExcludedModels'], NOTHING),
    ...['Messages', 'System'].map((part) => property(resource, ['SelectiveContentGuarding', part], noneOf(['SELECTIVE']))),
  ]),
};

const NOTHING: Expectation = { wanted: 'nothing', accepts: (value) => (isList(value) && value.every((item) => text(item) === 'NONE') ? 'yes' : ABSENT.accepts(value)) };
