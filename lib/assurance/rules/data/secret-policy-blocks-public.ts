import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const secretPolicyBlocksPublic: Rule = {
  id: 'SecretPolicyBlocksPublic',
  title: 'policy of the secret is refused when it is public',
  why: 'the check by Secrets Manager is a second look at the same statement',
  fix: 'set BlockPublicPolicy to true',
  severity: 'warning',
  controls: ['DAT-04'],
  types: ['AWS::SecretsManager::ResourcePolicy'],
  check: (policy) => property(policy, ['BlockPublicPolicy'], isTrue()),
};
