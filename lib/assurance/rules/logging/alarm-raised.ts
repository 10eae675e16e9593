import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const alarmRaised: Rule = {
  id: 'AlarmRaised',
  title: 'alarm tells somebody when it goes off',
  why: 'word that all is well again is no alarm',
  fix: 'set AlarmActions',
  severity: 'error',
  controls: ['LOG-05'],
  types: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  check: (alarm) => property(alarm, ['AlarmActions'], PRESENT),
};
