import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const userPoolNoSelfSignUp: Rule = {
  id: 'UserPoolNoSelfSignUp',
  title: 'only administrators make users',
  why: 'with self sign-up anybody on the internet becomes an authenticated user',
  fix: 'set AdminCreateUserConfig.AllowAdminCreateUserOnly to true',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => property(pool, ['AdminCreateUserConfig', 'AllowAdminCreateUserOnly'], isTrue()),
};
