import { isUnknown } from '../../template';
import { decided, every, skip, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { HOST_TYPES } from './hosts';
import { bottlerocketSetting, scriptPath, userData } from './user-data';

export const ecsHostNoInteractiveAccess: Rule = {
  id: 'EcsHostNoInteractiveAccess',
  title: 'hosts of containers have no shell',
  why: 'whoever gets onto the host reads the memory and the secrets of every task',
  fix: 'set enabled to false for the host containers admin and control',
  severity: 'warning',
  controls: ['SUP-04'],
  types: HOST_TYPES,
  check: (resource) => {
    const script = userData(resource);
    if (isUnknown(script)) return unknownOutcome({ ...script.cause, property: 'UserData' });
    if (script === undefined || !/^\s*\[+settings\./m.test(script)) return skip('NotBottlerocket');
    const path = scriptPath(resource);
    // the control container, for Session Manager, runs unless it is turned off; the admin container runs only when it is turned on
    return every([['admin', 'false'], ['control', 'true']].map(([name = '', unset = '']) => decided(trilean((bottlerocketSetting(script, `settings.host-containers.${name}`, 'enabled') ?? unset) === 'false'),
      { id: name, path, because: [{ code: 'HostContainerEnabled', container: name }] })));
  },
};
