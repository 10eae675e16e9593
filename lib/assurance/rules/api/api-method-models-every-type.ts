import { not } from '../../iam/trilean';
import { at, isUnknown, map, type Resource, type ValueMap } from '../../template';
import { decided, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { isWord, told } from '../network/told';
import { METHOD, unlessByItself, writes } from './methods';

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
    if (writes(method) === 'no' || models === undefined) return skip('NoModel');
    return isUnknown(models) ? unknownOutcome(models.cause) : unlessByItself(method, skip('NoModel'), () => judge(method, models));
  },
};

function judge(method: Resource, models: ValueMap): Outcome {
  if ('$default' in models) return PASS;
  const integration = at(method.properties, 'Integration');
  const passthrough = told(at(integration, 'PassthroughBehavior'));
  if (isUnknown(passthrough)) return unknownOutcome(passthrough.cause);
  const proxied = isWord(at(integration, 'Type'), 'AWS_PROXY', 'HTTP_PROXY');
  return decided(passthrough === 'NEVER' ? not(proxied) : 'no', { path: ['RequestModels'], because: [{ code: 'OtherTypesUnread', types: Object.keys(models) }] }, { code: 'IntegrationNotTold', property: 'Integration.Type' });
}
