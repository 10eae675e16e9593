import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const userPoolMfa: Rule = {
  id: 'UserPoolMfa',
  title: 'users sign in with a second factor',
  why: 'a password that was guessed, reused or phished is otherwise enough',
  fix: 'set MfaConfiguration to ON',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => property(pool, ['MfaConfiguration'], oneOf(['ON'])),
};
