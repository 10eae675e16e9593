import { isTrue, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, everyLinuxContainer } from './containers';

export const ecsContainerReadonlyRootFilesystem: Rule = {
  id: 'EcsContainerReadonlyRootFilesystem',
  title: 'the root file system of containers is read-only',
  why: 'an attacker who can write to the file system can replace the code that runs',
  fix: 'set ReadonlyRootFilesystem to true and mount a volume where the program must write',
  severity: 'error',
  controls: ['SUP-05'],
  types: CONTAINER_TYPES,
  check: (resource) => everyLinuxContainer(resource, (container, path) => valueAt(container, ['ReadonlyRootFilesystem'], isTrue(), path)),
};
