import { either, every, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const alarmNotifies: Rule = {
  id: 'AlarmNotifies',
  title: 'alarm tells somebody',
  why: 'an alarm without action is a colour on a page',
  fix: 'set AlarmActions to a topic, and leave ActionsEnabled on',
  severity: 'error',
  controls: ['LOG-05'],
  types: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  check: (alarm) => every([
    property(alarm, ['ActionsEnabled'], isTrue('yes')),
    either([property(alarm, ['AlarmActions'], PRESENT), property(alarm, ['OKActions'], PRESENT), property(alarm, ['InsufficientDataActions'], PRESENT)]),
  ]),
};
