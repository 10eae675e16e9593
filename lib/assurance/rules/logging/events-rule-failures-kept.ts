import { everyItem, PRESENT, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const eventsRuleFailuresKept: Rule = {
  id: 'EventsRuleFailuresKept',
  title: 'events that a rule cannot deliver are kept',
  why: 'an event that is lost is a job that was not done, or an alarm that did not arrive',
  fix: 'set DeadLetterConfig on each target',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::Events::Rule'],
  check: (events) => everyItem(events.properties, ['Targets'], (item, path) => valueAt(item, ['DeadLetterConfig', 'Arn'], PRESENT, path)),
};
