import { allOf, trilean } from '../outcome';
import type { Rule } from '../rule';
import { isScopedByCondition, takesResources } from './scopes';
import { IDENTITY_POLICIES, everyAllow, grantsOf, refuse, some, textsOf } from './statements';
import { isAnyResource, isReturnedArn } from './wildcards';

export const iamPolicyNamesResources: Rule = {
  id: 'IamPolicyNamesResources',
  title: 'policy names the resources that its actions are about',
  why: 'an action on everything is an action on the data of other tenants and teams',
  fix: 'name ARNs; only actions on no resource take *',
  severity: 'warning',
  controls: ['IAM-03', 'IAM-04'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(grantsOf(resource), (statement) => {
    const broad = textsOf(statement, 'Action').filter(takesResources);
    return refuse(statement, allOf([
      some(textsOf(statement, 'Resource').filter((pattern) => !isReturnedArn(pattern)), (pattern) => isAnyResource(pattern)),
      trilean(broad.length > 0 && !isScopedByCondition(statement)),
    ]), 'EveryResourceAllowed', { actions: broad.slice(0, 10) });
  }),
};
