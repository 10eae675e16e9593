import type { Rule } from '../rule';
import { VALIDATOR, validates } from './validators';

export const requestValidatorComplete: Rule = {
  id: 'RequestValidatorComplete',
  title: 'request validator looks at body and parameters',
  why: 'what it does not look at reaches the application as it was sent',
  fix: 'set ValidateRequestBody and ValidateRequestParameters to true',
  severity: 'error',
  controls: ['API-04'],
  types: [VALIDATOR],
  check: (validator) => validates(validator, true),
};
