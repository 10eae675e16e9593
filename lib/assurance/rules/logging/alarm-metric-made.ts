import { any } from '../../iam/trilean';
import { isWord } from '../network/told';
import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { isSameMetric, metricsOf, watchedBy } from './alarms';

export const alarmMetricMade: Rule = {
  id: 'AlarmMetricMade',
  title: 'metric that the alarm looks at is made',
  why: 'an alarm on a metric that nobody counts never goes off',
  fix: 'add the metric filter back, or correct the name',
  severity: 'error',
  controls: ['LOG-05'],
  types: ['AWS::CloudWatch::Alarm'],
  check: (alarm, context) => {
    const filters = context.ofType('AWS::Logs::MetricFilter').map((filter) => metricsOf(filter));
    const made = filters.flatMap((metrics) => metrics ?? []);
    // where filters count into a namespace, it is theirs; others are filled by services and applications
    const open = filters.includes(undefined) ? ['unknown' as const] : [];
    const judged = watchedBy(alarm).filter(({ namespace }) => !namespace.startsWith('AWS/')).map((metric) => ({
      metric,
      filtered: any([...made.map(({ namespace }) => isWord(namespace, metric.namespace)), ...open]),
      found: any([...made.map((other) => isSameMetric(other, metric)), ...open]),
    })).filter(({ filtered }) => filtered !== 'no');
    if (judged.length === 0) return skip('NotOfAFilter');
    const lost = judged.filter(({ filtered, found }) => filtered === 'yes' && found === 'no').map(({ metric }) => metric);
    if (lost.length > 0) return fail({ path: ['MetricName'], because: [{ code: 'MetricNotMade', metrics: lost }] });
    return judged.every(({ found }) => found === 'yes') ? PASS : unknownOutcome({ code: 'MetricsNotTold' });
  },
};
