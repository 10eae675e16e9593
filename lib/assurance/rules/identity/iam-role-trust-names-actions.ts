import type { Rule } from '../rule';
import { everyAllow, refuse, some, textsOf, trustOf } from './statements';

export const iamRoleTrustNamesActions: Rule = {
  id: 'IamRoleTrustNamesActions',
  title: 'trust policy allows the assumption of the role, and nothing by wildcard',
  why: 'a wildcard takes in whatever else AWS makes of trust',
  fix: 'list sts:AssumeRole and what else is needed',
  severity: 'error',
  controls: ['IAM-03'],
  types: ['AWS::IAM::Role'],
  check: (role) => everyAllow(
    trustOf(role),
    (statement) => refuse(statement, some(textsOf(statement, 'Action'), (pattern) => /[*?]/.test(pattern)), 'WildcardInTrust', { actions: textsOf(statement, 'Action') }),
  ),
};
