import { every, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerModelIsolated: Rule = {
  id: 'SagemakerModelIsolated',
  title: 'SageMaker model runs in the VPC, cut off from the network',
  why: 'code that comes with a model runs with the endpoint\'s role; isolated, it can send prompts and credentials nowhere',
  fix: 'set EnableNetworkIsolation to true and VpcConfig with private subnets and a security group',
  severity: 'error',
  controls: ['NET-09'],
  types: ['AWS::SageMaker::Model'],
  check: (model) => every([property(model, ['EnableNetworkIsolation'], isTrue()), property(model, ['VpcConfig', 'Subnets'], PRESENT), property(model, ['VpcConfig', 'SecurityGroupIds'], PRESENT)]),
};
