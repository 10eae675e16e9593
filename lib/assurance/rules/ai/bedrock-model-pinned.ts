import { resourceOf } from '../network/references';
import { PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyModel, MODEL_TYPES, PINNED_MODEL } from './models';

export const bedrockModelPinned: Rule = {
  id: 'BedrockModelPinned',
  title: 'models are named by version',
  why: 'a name that moves to the newest model changes answers, and passed tests, overnight',
  fix: 'name the model by an id with its version, or by the ARN of a profile',
  severity: 'error',
  controls: ['AI-06'],
  types: MODEL_TYPES,
  check: (resource, context) => everyModel(resource, (model, path) => (resourceOf(model, context)?.type === 'AWS::Bedrock::ApplicationInferenceProfile' ? PASS : valueAt(model, [], PINNED_MODEL, path))),
};
