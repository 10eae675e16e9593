import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainSso: Rule = {
  id: 'SagemakerDomainSso',
  title: 'users enter Studio by single sign-on',
  why: 'with IAM mode whoever may presign a URL for a profile enters as that person',
  fix: 'set AuthMode to SSO',
  severity: 'error',
  controls: ['SUP-07'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource) => property(resource, ['AuthMode'], oneOf(['SSO'])),
};
