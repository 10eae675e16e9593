import type { Rule } from '../rule';
import { IDENTITY_POLICIES, everyAllow, grantsOf, refuse, some, textsOf } from './statements';
import { isEveryAction } from './wildcards';

export const iamPolicyNamesActions: Rule = {
  id: 'IamPolicyNamesActions',
  title: 'policy allows named actions, not all of a service',
  why: 'all actions of a service include deleting, sharing and changing of permissions',
  fix: 'list the actions that are needed',
  severity: 'error',
  controls: ['IAM-03'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(
    grantsOf(resource),
    (statement) => refuse(statement, some(textsOf(statement, 'Action'), isEveryAction), 'EveryActionAllowed', { actions: textsOf(statement, 'Action') }),
  ),
};
