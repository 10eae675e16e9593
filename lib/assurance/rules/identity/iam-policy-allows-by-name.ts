import { trilean } from '../outcome';
import type { Rule } from '../rule';
import { IDENTITY_POLICIES, everyAllow, grantsOf, has, refuse } from './statements';

export const iamPolicyAllowsByName: Rule = {
  id: 'IamPolicyAllowsByName',
  title: 'policy allows by naming, not by leaving out',
  why: 'an Allow for everything but some grows with each action and resource that AWS adds',
  fix: 'replace NotAction and NotResource by what is meant',
  severity: 'error',
  controls: ['IAM-03'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(
    grantsOf(resource),
    (statement) => refuse(statement, trilean(has(statement, 'NotAction') || has(statement, 'NotResource')), 'AllowedByLeavingOut'),
  ),
};
