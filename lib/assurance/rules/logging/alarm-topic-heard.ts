import { at, isUnknown, list, type Resource, type Value } from '../../template';
import { isSame, namedBy } from '../data/buckets';
import { fail, PASS, PRESENT, property, skip } from '../outcome';
import type { Rule, RuleContext } from '../rule';

function namesAmong(context: RuleContext, value: Value | undefined, topic: Resource): boolean {
  const actions = list(value);
  return actions !== undefined && !isUnknown(actions) && actions.some((action) => isSame(namedBy(context, action), topic));
}

export const alarmTopicHeard: Rule = {
  id: 'AlarmTopicHeard',
  title: 'somebody listens to the topic of the alarms',
  why: 'an alarm that nobody gets stops nobody',
  fix: 'subscribe an address, a queue or a function to the topic',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::SNS::Topic'],
  check: (topic, context) => {
    const alarms = context.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm');
    if (!alarms.some((alarm) => namesAmong(context, at(alarm.properties, 'AlarmActions'), topic))) return skip('NoAlarmsHere');
    if (at(topic.properties, 'Subscription') !== undefined) return property(topic, ['Subscription'], PRESENT);
    const heard = context.ofType('AWS::SNS::Subscription').some((subscription) => isSame(namedBy(context, at(subscription.properties, 'TopicArn')), topic));
    return heard ? PASS : fail({ because: [{ code: 'NobodySubscribed' }] });
  },
};
