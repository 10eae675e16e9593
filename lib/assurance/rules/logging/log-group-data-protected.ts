import { any } from '../../iam/trilean';
import { names } from '../network/references';
import { when } from '../network/told';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';
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
    const logging = any(context.ofType('AWS::ECS::TaskDefinition').map((task) => {
      const groups = containerGroups(task);
      return groups === undefined ? 'unknown' : any(groups.map((name) => names(name, group, context)));
    }));
    return when(logging, () => property(group, ['DataProtectionPolicy'], PRESENT), skip('NoTasksLogHere'), { code: 'PerhapsTasksLogHere' });
  },
};
