import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailLogging: Rule = {
  id: 'CloudTrailLogging',
  title: 'trail is on',
  why: 'a trail that is off records nothing',
  fix: 'set IsLogging to true',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => property(trail, ['IsLogging'], isTrue()),
};
