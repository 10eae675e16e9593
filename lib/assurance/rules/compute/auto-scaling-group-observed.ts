import { either, every, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { listWith } from './expectations';
import { places } from './places';

export const autoScalingGroupObserved: Rule = {
  id: 'AutoScalingGroupObserved',
  title: 'somebody hears of instances that come and go',
  why: 'GPU instances that nobody asked for are the first sign of somebody else\'s work',
  fix: 'set NotificationConfigurations for launches and terminations, and MetricsCollection',
  severity: 'warning',
  controls: ['LOG-05', 'SUP-04'],
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  check: (resource) => {
    const notifications = places(resource.properties, ['NotificationConfigurations', '*']);
    return every([
      property(resource, ['MetricsCollection'], PRESENT),
      notifications.length === 0 ? property(resource, ['NotificationConfigurations'], PRESENT) : either(notifications.map(({ value, path }) => every([
        valueAt(value, ['TopicARN'], PRESENT, path), ...['LAUNCH', 'TERMINATE'].map((event) => valueAt(value, ['NotificationTypes'], listWith(`autoscaling:EC2_INSTANCE_${event}`), path)),
      ]))),
    ]);
  },
};
