import type { Rule } from '../rule';
import { delivered } from './alarms';

export const alarmDelivered: Rule = {
  id: 'AlarmDelivered',
  title: 'topic and key take the messages of the alarm',
  why: 'an encrypted topic whose key CloudWatch may not use swallows every alarm without a word',
  fix: 'allow cloudwatch.amazonaws.com in the policies of topic and key',
  severity: 'error',
  controls: ['LOG-05'],
  types: ['AWS::CloudWatch::Alarm'],
  check: (alarm, context) => delivered(alarm, context),
};
