import { at, isUnknown, map, text, type Resource } from '../../template';
import { isOpen } from '../compute/expectations';
import { causeOf, every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { doubted } from '../network/told';
import { METHOD, unlessByItself, writes } from './methods';

/** Every API comes with these two; they take any JSON. */
const BUILT_IN = ['Empty', 'Error'];

export const apiMethodModelled: Rule = {
  id: 'ApiMethodModelled',
  title: 'method that takes a body has a model for it',
  why: 'a validator without a model checks nothing of the body',
  fix: 'name a model of one\'s own in RequestModels',
  severity: 'error',
  controls: ['API-04'],
  types: [METHOD],
  check: (method) => {
    const body = writes(method);
    if (body === 'no') return skip('NoBody');
    return unlessByItself(method, skip('NoBody'), () => (body === 'unknown' ? doubted(judge(method), { code: 'PerhapsNoBody' }) : judge(method)));
  },
};

function judge(method: Resource): Outcome {
  const models = map(at(method.properties, 'RequestModels'));
  if (isUnknown(models)) return unknownOutcome(models.cause);
  const entries = Object.entries(models ?? {});
  if (entries.length === 0) return fail({ path: ['RequestModels'], because: [{ code: 'NoModel' }] });
  return every(entries.map(([type, model]) => {
    const name = text(model);
    if (isUnknown(name)) return unknownOutcome(name.cause);
    if (name !== undefined && isOpen(name)) return unknownOutcome(causeOf(name, ['RequestModels', type], 'a model of its own'));
    return name !== undefined && BUILT_IN.includes(name) ? fail({ id: type, path: ['RequestModels', type], got: model, because: [{ code: 'ModelTakesAnything', model: name }] }) : PASS;
  }));
}
