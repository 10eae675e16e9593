import { at } from '../../template';
import { told } from '../compute/expectations';
import { places } from '../compute/places';
import { atMost, either, every, PASS, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const budgetNotifies: Rule = {
  id: 'BudgetNotifies',
  title: 'somebody is told before a budget is spent',
  why: 'a budget that tells nobody is a number',
  fix: 'add NotificationsWithSubscribers with a threshold of at most 100 percent',
  severity: 'error',
  controls: ['AI-10'],
  types: ['AWS::Budgets::Budget'],
  check: (resource) => {
    const notifications = places(resource.properties, ['NotificationsWithSubscribers', '*']);
    if (notifications.length === 0) return property(resource, ['NotificationsWithSubscribers'], PRESENT);
    return either(notifications.map(({ value, path }) => every([
      valueAt(value, ['Subscribers'], PRESENT, path), told(at(value, 'Notification', 'ThresholdType')) === 'ABSOLUTE_VALUE' ? PASS : valueAt(value, ['Notification', 'Threshold'], atMost(100), path),
    ])));
  },
};
