import { allOf, trilean } from '../outcome';
import type { Rule } from '../rule';
import { IDENTITY_POLICIES, conditionsOf, coveredBy, everyAllow, grantsOf, refuse, some, textsOf } from './statements';
import { isAnyResource } from './wildcards';

export const iamPassRoleScoped: Rule = {
  id: 'IamPassRoleScoped',
  title: 'roles that may be passed are named',
  why: 'whoever passes any role to a service has the permissions of all of them',
  fix: 'name the roles, and the service with iam:PassedToService',
  severity: 'error',
  controls: ['IAM-03'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(grantsOf(resource), (statement) => refuse(statement, allOf([
    coveredBy(statement, ['iam:PassRole']).result,
    some(textsOf(statement, 'Resource'), (pattern) => isAnyResource(pattern, 'role')),
    trilean(!conditionsOf(statement).some(({ operator, key }) => /^(?:iam:PassedToService|iam:AssociatedResourceArn|aws:ResourceTag\/.+|iam:ResourceTag\/.+)$/i.test(key) && !/Not/.test(operator))),
  ]), 'AnyRoleMayBePassed')),
};
