import { valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyModel, IN_GEOGRAPHY, MODEL_TYPES } from './models';

export const bedrockModelStaysInGeography: Rule = {
  id: 'BedrockModelStaysInGeography',
  title: 'requests to models stay within one geography',
  why: 'a global profile answers wherever there is room, in any jurisdiction',
  fix: 'use the profile of a geography, or the model itself',
  severity: 'warning',
  controls: ['GOV-04'],
  types: MODEL_TYPES,
  check: (resource) => everyModel(resource, (model, path) => valueAt(model, [], IN_GEOGRAPHY, path)),
};
