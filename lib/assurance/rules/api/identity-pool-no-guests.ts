import { every, isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const identityPoolNoGuests: Rule = {
  id: 'IdentityPoolNoGuests',
  title: 'identity pool gives credentials to nobody unknown',
  why: 'guests get AWS credentials without signing in',
  fix: 'set AllowUnauthenticatedIdentities to false',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::IdentityPool'],
  check: (pool) => every([property(pool, ['AllowUnauthenticatedIdentities'], isFalse())]),
};
