import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailGlobalEvents: Rule = {
  id: 'CloudTrailGlobalEvents',
  title: 'trail records calls of global services',
  why: 'changes of identities are among them',
  fix: 'set IncludeGlobalServiceEvents to true',
  severity: 'warning',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => property(trail, ['IncludeGlobalServiceEvents'], isTrue()),
};
