import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const ecsServicePropagatesTags: Rule = {
  id: 'EcsServicePropagatesTags',
  title: 'tasks carry the tags of their service',
  why: 'what runs, and what it costs, is otherwise nobody\'s',
  fix: 'set PropagateTags to SERVICE or TASK_DEFINITION',
  severity: 'warning',
  controls: ['GOV-01'],
  types: ['AWS::ECS::Service'],
  check: (resource) => property(resource, ['PropagateTags'], oneOf(['SERVICE', 'TASK_DEFINITION'])),
};
