import { every, everyItem, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyLinuxContainer } from './containers';
import { listWith } from './expectations';

export const ecsContainerDropsCapabilities: Rule = {
  id: 'EcsContainerDropsCapabilities',
  title: 'containers drop every Linux capability',
  why: 'the capabilities that containers get by default suffice to forge packets and to change owners of files',
  fix: 'set LinuxParameters.Capabilities.Drop to [ALL] and add none',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => everyLinuxContainer(resource, (container, path) => every([
    valueAt(container, ['LinuxParameters', 'Capabilities', 'Drop'], listWith('ALL'), path),
    everyItem(container, ['LinuxParameters', 'Capabilities', 'Add'], (item, where) => valueAt(item, [], oneOf(['NET_BIND_SERVICE']), [...path, ...where])),
  ])),
};
