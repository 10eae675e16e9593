import { at } from '../../template';
import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { sameThing } from '../network/references';
import { doubted } from '../network/told';
import { METHOD, unlessByItself } from './methods';
import { plansFor } from './plans';

export const apiMethodMetered: Rule = {
  id: 'ApiMethodMetered',
  title: 'method counts against the usage plan of its client',
  why: 'a plan only counts requests of methods that ask for an API key: others are free of quota and throttle',
  fix: 'set ApiKeyRequired to true, besides the authorizer',
  severity: 'error',
  controls: ['API-02'],
  types: [METHOD],
  check: (method, context) => {
    const { sure, perhaps } = plansFor(context, (stage) => sameThing(at(stage, 'ApiId'), at(method.properties, 'RestApiId'), context));
    if (sure.length + perhaps.length === 0) return skip('NoUsagePlan');
    const outcome = unlessByItself(method, skip('AnswersByItself'), () => property(method, ['ApiKeyRequired'], isTrue()));
    return sure.length === 0 ? doubted(outcome, { code: 'PerhapsMetered', plan: perhaps[0]?.logicalId }) : outcome;
  },
};
