import { every, isFalse, noneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, PODS, TASKS } from './containers';
import { everyPlace } from './places';

export const ecsTaskNoHostNamespaces: Rule = {
  id: 'EcsTaskNoHostNamespaces',
  title: 'tasks do not share the namespaces of their host',
  why: 'in the host\'s process or IPC namespace a container sees, and can attack, everything on the host',
  fix: 'remove PidMode and IpcMode, or set them to task',
  severity: 'error',
  controls: ['SUP-05'],
  types: CONTAINER_TYPES,
  check: (resource) => every([
    everyPlace(resource, TASKS, (task, path) => every([valueAt(task, ['PidMode'], noneOf(['host']), path), valueAt(task, ['IpcMode'], noneOf(['host']), path)])),
    everyPlace(resource, PODS, (pod, path) => every([valueAt(pod, ['HostNetwork'], isFalse(), path), valueAt(pod, ['ShareProcessNamespace'], isFalse('yes'), path)])),
  ]),
};
