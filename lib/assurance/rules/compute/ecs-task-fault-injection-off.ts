import { isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const ecsTaskFaultInjectionOff: Rule = {
  id: 'EcsTaskFaultInjectionOff',
  title: 'faults cannot be injected into the task',
  why: 'the endpoint for fault injection lets code in the task cut its own and its neighbours\' network',
  fix: 'remove EnableFaultInjection',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => property(resource, ['EnableFaultInjection'], isFalse('yes')),
};
