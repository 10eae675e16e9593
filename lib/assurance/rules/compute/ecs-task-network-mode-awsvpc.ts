import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const ecsTaskNetworkModeAwsvpc: Rule = {
  id: 'EcsTaskNetworkModeAwsvpc',
  title: 'tasks have a network interface of their own',
  why: 'tasks on the network of their host share its security groups and reach its services',
  fix: 'set NetworkMode to awsvpc',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => property(resource, ['NetworkMode'], oneOf(['awsvpc'])),
};
