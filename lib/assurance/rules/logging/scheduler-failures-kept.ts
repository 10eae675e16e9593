import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const schedulerFailuresKept: Rule = {
  id: 'SchedulerFailuresKept',
  title: 'calls that a schedule cannot make are kept',
  why: 'a job that was not done shows nowhere else',
  fix: 'set Target.DeadLetterConfig',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::Scheduler::Schedule'],
  check: (schedule) => property(schedule, ['Target', 'DeadLetterConfig', 'Arn'], PRESENT),
};
