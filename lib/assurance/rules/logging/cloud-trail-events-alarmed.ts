import type { Rule } from '../rule';
import { alarmedEvents } from './trail-events';

export const cloudTrailEventsAlarmed: Rule = {
  id: 'CloudTrailEventsAlarmed',
  title: 'events of the trail that show an attack are counted',
  why: 'a trail that nobody reads stops nobody',
  fix: 'add a metric filter to the log group of the trail for each kind of event',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail, context) => alarmedEvents(trail, context),
};
