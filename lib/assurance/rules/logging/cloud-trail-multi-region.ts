import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailMultiRegion: Rule = {
  id: 'CloudTrailMultiRegion',
  title: 'trail records every region',
  why: 'attackers work where nobody looks',
  fix: 'set IsMultiRegionTrail to true',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => property(trail, ['IsMultiRegionTrail'], isTrue()),
};
