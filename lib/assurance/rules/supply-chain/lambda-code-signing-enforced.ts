import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const lambdaCodeSigningEnforced: Rule = {
  id: 'LambdaCodeSigningEnforced',
  title: 'code with a wrong signature is refused',
  why: 'with Warn, unsigned code runs and leaves a line in a log',
  fix: 'set CodeSigningPolicies.UntrustedArtifactOnDeployment to Enforce',
  severity: 'error',
  controls: ['SUP-02'],
  types: ['AWS::Lambda::CodeSigningConfig'],
  check: (resource) => property(resource, ['CodeSigningPolicies', 'UntrustedArtifactOnDeployment'], oneOf(['Enforce'])),
};
