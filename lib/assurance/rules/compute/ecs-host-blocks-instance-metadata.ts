import type { Rule } from '../rule';
import { HOST_TYPES } from './hosts';
import { agentVariable, bottlerocketSetting, judgeEcsHost } from './user-data';

export const ecsHostBlocksInstanceMetadata: Rule = {
  id: 'EcsHostBlocksInstanceMetadata',
  title: 'tasks cannot reach the metadata service of their host',
  why: 'a task that reaches it takes the role of the host, which every task on it then shares',
  fix: 'set awsvpc-block-imds to true on Bottlerocket, ECS_AWSVPC_BLOCK_IMDS to true elsewhere',
  severity: 'error',
  controls: ['SUP-04', 'SUP-05'],
  types: HOST_TYPES,
  check: (resource, context) => judgeEcsHost(resource, context, {
    bottlerocket: (script) => bottlerocketSetting(script, 'settings.ecs', 'awsvpc-block-imds'), accepted: 'true', agent: (script) => agentVariable(script, 'ECS_AWSVPC_BLOCK_IMDS'), wanted: 'metadata service blocked',
  }),
};
