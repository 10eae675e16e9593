import { at, type Resource } from '../../template';
import { names } from '../network/references';
import { oneOf, property, skip } from '../outcome';
import type { Rule, RuleContext } from '../rule';

export const lambdaTracing: Rule = {
  id: 'LambdaTracing',
  title: 'functions that serve requests are traced',
  why: 'a trace shows which call of a request failed, and what it passed on',
  fix: 'set TracingConfig.Mode to Active',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::Lambda::Function'],
  check: (resource, context) => (isDeploymentHelper(resource, context) ? skip('DeploymentHelper') : property(resource, ['TracingConfig', 'Mode'], oneOf(['Active']))),
};

/** Custom resources and rotations call it: it serves no request of a user. */
function isDeploymentHelper(resource: Resource, context: RuleContext): boolean {
  const callers = context.resources.filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource' || type === 'AWS::SecretsManager::RotationSchedule');
  return callers.some(({ properties }) => [at(properties, 'ServiceToken'), at(properties, 'RotationLambdaARN')].some((value) => names(value, resource, context) === 'yes'));
}
