import { any } from '../../iam/trilean';
import { at, type Resource } from '../../template';
import { names, namesAny } from '../network/references';
import { when } from '../network/told';
import { decided, PRESENT, property, skip } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';

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
    const notified = any(alarms.map((alarm) => namesAny(at(alarm.properties, 'AlarmActions'), topic, context)));
    return when(notified, () => heard(topic, context), skip('NoAlarmsHere'), { code: 'PerhapsAlarmsHere' });
  },
};

function heard(topic: Resource, context: RuleContext): Outcome {
  if (at(topic.properties, 'Subscription') !== undefined) return property(topic, ['Subscription'], PRESENT);
  const subscribed = any(context.ofType('AWS::SNS::Subscription').map((subscription) => names(at(subscription.properties, 'TopicArn'), topic, context)));
  return decided(subscribed, { because: [{ code: 'NobodySubscribed' }] }, { code: 'PerhapsSubscribed' });
}
