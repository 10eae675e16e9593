import { isSame } from '../data/buckets';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { groupNamed } from './alarms';
import { containerGroups } from './trail-events';

export const logGroupDataProtected: Rule = {
  id: 'LogGroupDataProtected',
  title: 'log group of a workload masks personal data and credentials',
  why: 'a prompt or key that is logged by mistake is read by everybody who reads logs',
  fix: 'set DataProtectionPolicy with Audit and Deidentify operations',
  severity: 'warning',
  controls: ['LOG-02'],
  types: ['AWS::Logs::LogGroup'],
  check: (group, context) => {
    const tasks = context.ofType('AWS::ECS::TaskDefinition').some((task) => containerGroups(task).some((name) => isSame(groupNamed(context, name), group)));
    return tasks ? property(group, ['DataProtectionPolicy'], PRESENT) : skip('NoTasksLogHere');
  },
};
