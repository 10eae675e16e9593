import { at, text } from '../../template';
import { fail, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { resourceOf } from '../network/references';
import { answersByItself, METHOD, writes } from './methods';
import { VALIDATOR, validates } from './validators';

export const apiMethodValidated: Rule = {
  id: 'ApiMethodValidated',
  title: 'method has its requests validated',
  why: 'malformed and oversized requests should end at the edge, before they cost model time',
  fix: 'name a request validator for body and parameters in RequestValidatorId',
  severity: 'error',
  controls: ['API-04'],
  types: [METHOD],
  check: (method, context) => {
    const written = at(method.properties, 'RequestValidatorId');
    if (answersByItself(method)) return skip('AnswersByItself');
    if (written === undefined) return fail({ path: ['RequestValidatorId'], because: [{ code: 'NoValidator' }] });
    const validator = resourceOf(written, context);
    if (validator?.type !== VALIDATOR) return unknownOutcome({ code: 'ValidatorOutsideTemplates', validator: text(written) });
    const outcome = validates(validator, writes(method));
    return outcome.kind === 'fail' ? fail({ path: ['RequestValidatorId'], because: [{ code: 'ValidatorIncomplete', validator: validator.logicalId }, ...outcome.findings.flatMap(({ because }) => because)] }) : outcome;
  },
};
