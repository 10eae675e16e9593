import { ABSENT, fail, property } from '../outcome';
import type { Rule } from '../rule';

export const iamPolicyAttachedToRoles: Rule = {
  id: 'IamPolicyAttachedToRoles',
  title: 'policies are attached to roles or groups, not to users',
  why: 'permissions given one by one are forgotten one by one',
  fix: 'attach it to a role or a group',
  severity: 'warning',
  controls: ['IAM-10'],
  types: ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::UserPolicy'],
  check: (policy) => (policy.type === 'AWS::IAM::UserPolicy' ? fail({ because: [{ code: 'PolicyOfUser' }] }) : property(policy, ['Users'], ABSENT)),
};
