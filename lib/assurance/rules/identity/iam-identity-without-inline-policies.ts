import { ABSENT, property } from '../outcome';
import type { Rule } from '../rule';

export const iamIdentityWithoutInlinePolicies: Rule = {
  id: 'IamIdentityWithoutInlinePolicies',
  title: 'permissions are managed policies, not written into identities',
  why: 'inline policies are seen by nobody who looks at policies, and go by no boundary of versions',
  fix: 'make each a ManagedPolicy',
  severity: 'warning',
  controls: ['IAM-03'],
  types: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'],
  check: (identity) => property(identity, ['Policies'], ABSENT),
};
