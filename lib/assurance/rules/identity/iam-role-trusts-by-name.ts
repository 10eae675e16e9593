import { trilean } from '../outcome';
import type { Rule } from '../rule';
import { everyAllow, has, refuse, trustOf } from './statements';

export const iamRoleTrustsByName: Rule = {
  id: 'IamRoleTrustsByName',
  title: 'trust policy allows by naming, not by leaving out',
  why: 'an Allow for everybody but some is an Allow for strangers',
  fix: 'replace NotPrincipal and NotAction by who is meant',
  severity: 'error',
  controls: ['IAM-03'],
  types: ['AWS::IAM::Role'],
  check: (role) => everyAllow(trustOf(role), (statement) => refuse(statement, trilean(has(statement, 'NotPrincipal') || has(statement, 'NotAction')), 'TrustedByLeavingOut')),
};
