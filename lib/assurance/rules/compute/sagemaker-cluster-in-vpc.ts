import { every, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerClusterInVpc: Rule = {
  id: 'SagemakerClusterInVpc',
  title: 'training clusters run in a network of the account',
  why: 'a cluster outside reaches the internet with the training data in its hands',
  fix: 'set VpcConfig with subnets and security groups',
  severity: 'error',
  controls: ['SUP-06', 'NET-04'],
  types: ['AWS::SageMaker::Cluster'],
  check: (resource) => every([property(resource, ['VpcConfig', 'Subnets'], PRESENT), property(resource, ['VpcConfig', 'SecurityGroupIds'], PRESENT)]),
};
