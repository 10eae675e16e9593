import { everyPlace } from '../compute/places';
import { atLeast, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const backupPlanKeeps: Rule = {
  id: 'BackupPlanKeeps',
  title: 'a backup plan keeps what it made for at least a month',
  why: 'most damage is noticed after weeks',
  fix: 'set Lifecycle.DeleteAfterDays to at least 30',
  severity: 'error',
  controls: ['GOV-05'],
  types: ['AWS::Backup::BackupPlan'],
  check: (resource) => everyPlace(resource, [['BackupPlan', 'BackupPlanRule', '*']],
    (rule, path) => valueAt(rule, ['Lifecycle', 'DeleteAfterDays'], atLeast(30, 'yes'), path), property(resource, ['BackupPlan', 'BackupPlanRule'], PRESENT)),
};
