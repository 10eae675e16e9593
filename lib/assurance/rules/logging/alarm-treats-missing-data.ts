import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const alarmTreatsMissingData: Rule = {
  id: 'AlarmTreatsMissingData',
  title: 'alarm says what missing data means',
  why: 'by default an alarm that gets no data stays as it was',
  fix: 'set TreatMissingData',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::CloudWatch::Alarm'],
  check: (alarm) => property(alarm, ['TreatMissingData'], oneOf(['breaching', 'notBreaching', 'ignore', 'missing'])),
};
