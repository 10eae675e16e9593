import { ABSENT, every, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, PODS, TASKS } from './containers';
import { everyPlace, type Path } from './places';

export const ecsTaskNoHostMounts: Rule = {
  id: 'EcsTaskNoHostMounts',
  title: 'tasks do not mount directories of their host',
  why: 'whoever can write to the host, or to the socket of its container engine, owns the host',
  fix: 'use a volume of the task instead of Host.SourcePath',
  severity: 'error',
  controls: ['SUP-05'],
  types: CONTAINER_TYPES,
  check: (resource) => everyPlace(resource, VOLUMES, (volume, path) => every([valueAt(volume, ['Host', 'SourcePath'], ABSENT, path), valueAt(volume, ['HostPath', 'Path'], ABSENT, path)]), PASS),
};

const VOLUMES: readonly Path[] = [...[...TASKS, ...PODS].map((task) => [...task, 'Volumes', '*']), ['ContainerProperties', 'Volumes', '*'], ['NodeProperties', 'NodeRangeProperties', '*', 'Container', 'Volumes', '*']];
