import { at, isUnknown, map, text } from '../../template';
import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { answersByItself, METHOD, writes } from './methods';

export const apiMethodModelsEveryType: Rule = {
  id: 'ApiMethodModelsEveryType',
  title: 'model of the method holds whatever content type the caller names',
  why: 'API Gateway validates a body only when its content type has a model: with any other header it passes unread',
  fix: 'name the model also under "$default", or, without proxy integration, set PassthroughBehavior to NEVER',
  severity: 'warning',
  controls: ['API-04'],
  types: [METHOD],
  check: (method) => {
    const models = map(at(method.properties, 'RequestModels'));
    if (!writes(method) || answersByItself(method) || models === undefined) return skip('NoModel');
    if (isUnknown(models)) return unknownOutcome(models.cause);
    const integration = at(method.properties, 'Integration');
    const strict = text(at(integration, 'PassthroughBehavior')) === 'NEVER' && !String(text(at(integration, 'Type'))).endsWith('_PROXY');
    return strict || '$default' in models ? PASS : fail({ path: ['RequestModels'], because: [{ code: 'OtherTypesUnread', types: Object.keys(models) }] });
  },
};
