import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailToLogGroup: Rule = {
  id: 'CloudTrailToLogGroup',
  title: 'trail reaches a log group',
  why: 'alarms look at log groups, not at files',
  fix: 'set CloudWatchLogsLogGroupArn and CloudWatchLogsRoleArn',
  severity: 'error',
  controls: ['LOG-04', 'LOG-05'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => property(trail, ['CloudWatchLogsLogGroupArn'], PRESENT),
};
