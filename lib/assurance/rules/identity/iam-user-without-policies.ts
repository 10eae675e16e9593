import { ABSENT, every, property } from '../outcome';
import type { Rule } from '../rule';

export const iamUserWithoutPolicies: Rule = {
  id: 'IamUserWithoutPolicies',
  title: 'user has no policy of its own',
  why: 'permissions given one by one are forgotten one by one',
  fix: 'put it into a group, or use a role',
  severity: 'warning',
  controls: ['IAM-10'],
  types: ['AWS::IAM::User'],
  check: (user) => every([property(user, ['Policies'], ABSENT), property(user, ['ManagedPolicyArns'], ABSENT)]),
};
