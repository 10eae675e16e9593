import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailValidatesFiles: Rule = {
  id: 'CloudTrailValidatesFiles',
  title: 'trail signs its files',
  why: 'what was changed or removed afterwards shows',
  fix: 'set EnableLogFileValidation to true',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => property(trail, ['EnableLogFileValidation'], isTrue()),
};
