import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const userPoolClientRevocable: Rule = {
  id: 'UserPoolClientRevocable',
  title: 'refresh tokens of the client can be revoked',
  why: 'otherwise a stolen one renews itself until it expires',
  fix: 'leave EnableTokenRevocation out, or set it to true',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client) => property(client, ['EnableTokenRevocation'], isTrue('yes')),
};
