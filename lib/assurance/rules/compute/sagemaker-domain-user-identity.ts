import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainUserIdentity: Rule = {
  id: 'SagemakerDomainUserIdentity',
  title: 'what a user of Studio does is logged under the user\'s name',
  why: 'otherwise the log shows the role that all of them share',
  fix: 'set DomainSettings.ExecutionRoleIdentityConfig to USER_PROFILE_NAME',
  severity: 'warning',
  controls: ['SUP-07'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource) => property(resource, ['DomainSettings', 'ExecutionRoleIdentityConfig'], oneOf(['USER_PROFILE_NAME'])),
};
