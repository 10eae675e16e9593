import { everyAllow, has, refuse } from '../identity/statements';
import { trilean } from '../outcome';
import type { Rule } from '../rule';
import { RESOURCE_POLICIES, writtenPolicies } from './resource-policies';

export const resourcePolicyAllowsByName: Rule = {
  id: 'ResourcePolicyAllowsByName',
  title: 'resource policy allows by naming, not by leaving out',
  why: 'an Allow for everybody but some, or for everything but some, grows with each principal and action that AWS adds',
  fix: 'replace NotPrincipal, NotAction and NotResource by what is meant',
  severity: 'error',
  controls: ['DAT-04'],
  types: RESOURCE_POLICIES,
  check: (resource) => everyAllow(writtenPolicies(resource), (statement) => {
    const left = ['NotPrincipal', 'NotAction', 'NotResource'].filter((element) => has(statement, element));
    return refuse(statement, trilean(left.length > 0), 'AllowedByLeavingOut', { elements: left });
  }),
};
