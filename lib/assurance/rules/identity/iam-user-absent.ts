import { fail } from '../outcome';
import type { Rule } from '../rule';

export const iamUserAbsent: Rule = {
  id: 'IamUserAbsent',
  title: 'people and workloads come as roles, not as users',
  why: 'users live on after those who made them, with passwords and keys that last',
  fix: 'use roles, and IAM Identity Center for people',
  severity: 'warning',
  controls: ['IAM-10'],
  types: ['AWS::IAM::User'],
  check: () => fail({ because: [{ code: 'UserMade' }] }),
};
