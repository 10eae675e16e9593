import { at } from '../../template';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailMayWriteLogs: Rule = {
  id: 'CloudTrailMayWriteLogs',
  title: 'trail has a role to reach its log group with',
  why: 'without it nothing arrives',
  fix: 'set CloudWatchLogsRoleArn',
  severity: 'error',
  controls: ['LOG-04', 'LOG-05'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => (at(trail.properties, 'CloudWatchLogsLogGroupArn') === undefined ? skip('NoLogGroup') : property(trail, ['CloudWatchLogsRoleArn'], PRESENT)),
};
