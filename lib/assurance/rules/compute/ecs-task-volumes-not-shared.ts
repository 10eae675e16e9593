import { noneOf, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const ecsTaskVolumesNotShared: Rule = {
  id: 'EcsTaskVolumesNotShared',
  title: 'volumes of a task go with the task',
  why: 'a shared volume hands the data of one task to the next one on the host, whoever it works for',
  fix: 'set DockerVolumeConfiguration.Scope to task',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => everyPlace(resource, [['Volumes', '*', 'DockerVolumeConfiguration']], (volume, path) => valueAt(volume, ['Scope'], noneOf(['shared']), path), PASS),
};
