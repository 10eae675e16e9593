import { at, text, type Resource } from '../../template';
import { fail, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from '../network/references';
import { doubted } from '../network/told';
import { METHOD, unlessByItself, writes } from './methods';
import { VALIDATOR, validates } from './validators';

export const apiMethodValidated: Rule = {
  id: 'ApiMethodValidated',
  title: 'method has its requests validated',
  why: 'malformed and oversized requests should end at the edge, before they cost model time',
  fix: 'name a request validator for body and parameters in RequestValidatorId',
  severity: 'error',
  controls: ['API-04'],
  types: [METHOD],
  check: (method, context) => unlessByItself(method, skip('AnswersByItself'), () => judge(method, context)),
};

function judge(method: Resource, context: RuleContext): Outcome {
  const written = at(method.properties, 'RequestValidatorId');
  if (written === undefined) return fail({ path: ['RequestValidatorId'], because: [{ code: 'NoValidator' }] });
  const validator = resourceOf(written, context);
  if (validator?.type !== VALIDATOR) return unknownOutcome({ code: 'ValidatorOutsideTemplates', validator: text(written) });
  const body = writes(method);
  const outcome = validates(validator, body !== 'no');
  if (outcome.kind !== 'fail') return outcome;
  const incomplete = fail({ path: ['RequestValidatorId'], because: [{ code: 'ValidatorIncomplete', validator: validator.logicalId }, ...outcome.findings.flatMap(({ because }) => because)] });
  return body === 'unknown' ? doubted(incomplete, { code: 'PerhapsNoBody' }) : incomplete;
}
