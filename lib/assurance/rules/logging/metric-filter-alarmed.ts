import { any } from '../../iam/trilean';
import { decided, every, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { isSameMetric, metricsOf, watchedBy } from './alarms';

export const metricFilterAlarmed: Rule = {
  id: 'MetricFilterAlarmed',
  title: 'what is counted from logs raises an alarm',
  why: 'a count that nobody looks at stops nobody',
  fix: 'add an alarm on the metric',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::Logs::MetricFilter'],
  check: (filter, context) => {
    const metrics = metricsOf(filter);
    if (metrics === undefined) return unknownOutcome({ code: 'MetricsNotTold' });
    const watched = context.ofType('AWS::CloudWatch::Alarm').flatMap(watchedBy);
    return every([
      PASS,
      ...metrics.map((metric) => decided(any(watched.map((other) => isSameMetric(other, metric))), { id: metric.name, because: [{ code: 'NoAlarm', metric }] }, { code: 'MetricsNotTold' })),
    ]);
  },
};
