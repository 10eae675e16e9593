import { either, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyContainer } from './containers';

export const ecsContainerMemoryLimit: Rule = {
  id: 'EcsContainerMemoryLimit',
  title: 'the memory of a task is limited',
  why: 'a container without a limit takes the memory of the others on its host',
  fix: 'set Memory on the task, or on every container',
  severity: 'warning',
  controls: ['SUP-05', 'API-06'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => either([property(resource, ['Memory'], PRESENT), everyContainer(resource, (container, path) => valueAt(container, ['Memory'], PRESENT, path))]),
};
