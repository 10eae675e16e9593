import { at, isUnknown, sameText } from '../../template';
import { decided, skip, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { told } from './expectations';

export const ecsTaskRoleDistinct: Rule = {
  id: 'EcsTaskRoleDistinct',
  title: 'the task has another role than its agent',
  why: 'the execution role pulls images and reads secrets; code in the container must not have its rights',
  fix: 'give TaskRoleArn a role of its own',
  severity: 'error',
  controls: ['SUP-05', 'IAM-06'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource, context) => {
    const [task, execution] = ['TaskRoleArn', 'ExecutionRoleArn'].map((name) => told(at(resource.properties, name)));
    if (task === undefined || execution === undefined) return skip('NotTwoRoles');
    if (isUnknown(task) || isUnknown(execution)) return unknownOutcome({ code: 'RoleNotKnown', property: 'TaskRoleArn' });
    const roles = [context.named(task), context.named(execution)];
    const same = roles[0] !== undefined && roles[1] !== undefined ? roles[0] === roles[1] : sameText(task, execution);
    return decided(same === undefined ? 'unknown' : trilean(!same), { path: ['TaskRoleArn'], got: task, because: [{ code: 'SameRole', property: 'ExecutionRoleArn' }] }, { code: 'RoleNotKnown', property: 'TaskRoleArn' });
  },
};
