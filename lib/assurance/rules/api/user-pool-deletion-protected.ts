import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const userPoolDeletionProtected: Rule = {
  id: 'UserPoolDeletionProtected',
  title: 'user pool cannot be deleted by mistake',
  why: 'with it go all users, their factors and every client',
  fix: 'set DeletionProtection to ACTIVE',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => property(pool, ['DeletionProtection'], oneOf(['ACTIVE'])),
};
