import { at } from '../../template';
import { PRESENT, property, skip } from '../outcome';
import type { Rule, RuleContext } from '../rule';
import { names } from './references';
import type { Resource } from '../../template';

export const lambdaInVpc: Rule = {
  id: 'LambdaInVpc',
  title: 'function runs in the VPC',
  why: 'a function outside of a VPC can call any address on the internet, whatever the network forbids',
  fix: 'set VpcConfig with private subnets and a security group',
  severity: 'warning',
  controls: ['NET-09'],
  types: ['AWS::Lambda::Function'],
  check: (resource, context) => {
    if (at(resource.properties, 'VpcConfig') === undefined && servesDeployment(resource, context)) return skip('RunsWhileDeploying');
    return property(resource, ['VpcConfig', 'SubnetIds'], PRESENT);
  },
};

/** Only CloudFormation calls it, as a custom resource: it is part of the deployment, not of what is deployed. */
function servesDeployment(resource: Resource, context: RuleContext): boolean {
  const custom = context.resources.filter(({ type, properties }) => (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') && names(at(properties, 'ServiceToken'), resource, context) === 'yes');
  const called = context.ofType('AWS::Lambda::Permission', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Url').some(({ properties }) =>
    [at(properties, 'FunctionName'), at(properties, 'TargetFunctionArn')].some((value) => names(value, resource, context) !== 'no'));
  return custom.length > 0 && !called;
}
