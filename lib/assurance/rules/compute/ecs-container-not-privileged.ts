import { isFalse, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, CONTAINERS } from './containers';
import { everyPlace } from './places';

export const ecsContainerNotPrivileged: Rule = {
  id: 'EcsContainerNotPrivileged',
  title: 'containers are not privileged',
  why: 'a privileged container has every right of the host that it runs on',
  fix: 'remove Privileged, or set it to false',
  severity: 'error',
  controls: ['SUP-05'],
  types: CONTAINER_TYPES,
  check: (resource) => everyPlace(resource, CONTAINERS, (container, path) => valueAt(container, ['Privileged'], isFalse('yes'), path), PASS),
};
