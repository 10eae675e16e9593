import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const userPoolClientHidesUsers: Rule = {
  id: 'UserPoolClientHidesUsers',
  title: 'failed sign-ins do not tell whether the user exists',
  why: 'different answers for known and unknown names give an attacker the list of users',
  fix: 'set PreventUserExistenceErrors to ENABLED',
  severity: 'error',
  controls: ['API-01', 'API-08'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client) => property(client, ['PreventUserExistenceErrors'], oneOf(['ENABLED'])),
};
