import { allOf } from '../outcome';
import type { Rule } from '../rule';
import { IDENTITY_POLICIES, everyAllow, grantsOf, refuse, some, textsOf } from './statements';
import { isAnyResource, isEverything } from './wildcards';

export const iamPolicyWithoutAdministration: Rule = {
  id: 'IamPolicyWithoutAdministration',
  title: 'policy does not allow everything on everything',
  why: 'one such identity, taken over, is the account',
  fix: 'list the actions and resources that are needed',
  severity: 'error',
  controls: ['IAM-03'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(grantsOf(resource), (statement) => refuse(statement, allOf([
    some(textsOf(statement, 'Action'), isEverything),
    some(textsOf(statement, 'Resource'), isAnyResource),
  ]), 'EverythingAllowed')),
};
