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
    const watched = watchedBy(alarm).filter(({ namespace }) => !namespace.startsWith('AWS/') && made.some((metric) => metric.namespace === namespace));
    const lost = watched.filter((metric) => !made.some((other) => isSameMetric(other, metric)));
    if (watched.length === 0) return skip('NotOfAFilter');
    if (lost.length === 0) return PASS;
    return filters.includes(undefined) ? unknownOutcome({ code: 'MetricsNotTold' }) : fail({ path: ['MetricName'], because: [{ code: 'MetricNotMade', metrics: lost }] });
  },
};
