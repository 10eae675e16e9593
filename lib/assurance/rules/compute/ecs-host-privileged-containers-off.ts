import type { Rule } from '../rule';
import { HOST_TYPES } from './hosts';
import { agentVariable, bottlerocketSetting, judgeEcsHost } from './user-data';

export const ecsHostPrivilegedContainersOff: Rule = {
  id: 'EcsHostPrivilegedContainersOff',
  title: 'hosts of ECS refuse privileged containers',
  why: 'the setting of the host holds even when a task definition asks for more',
  fix: 'set allow-privileged-containers to false on Bottlerocket, ECS_DISABLE_PRIVILEGED to true elsewhere',
  severity: 'error',
  controls: ['SUP-05', 'SUP-04'],
  types: HOST_TYPES,
  check: (resource, context) => judgeEcsHost(resource, context, {
    bottlerocket: (script) => bottlerocketSetting(script, 'settings.ecs', 'allow-privileged-containers') ?? 'false', accepted: 'false', agent: (script) => agentVariable(script, 'ECS_DISABLE_PRIVILEGED'),
    wanted: 'privileged containers refused',
  }),
};
