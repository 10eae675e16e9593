import { atLeast, atMost, every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

const POLICY = ['Policies', 'PasswordPolicy'];
const CLASSES = ['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'];

export const userPoolPasswordPolicy: Rule = {
  id: 'UserPoolPasswordPolicy',
  title: 'passwords are long, mixed and temporary ones short-lived',
  why: 'the default of eight letters is guessed in hours once a hash leaks',
  fix: 'set MinimumLength to at least 12, require all four classes, and TemporaryPasswordValidityDays to at most 7',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => every([
    property(pool, [...POLICY, 'MinimumLength'], atLeast(12)),
    ...CLASSES.map((name) => property(pool, [...POLICY, name], isTrue())),
    property(pool, [...POLICY, 'TemporaryPasswordValidityDays'], atMost(7, 'yes')),
  ]),
};
