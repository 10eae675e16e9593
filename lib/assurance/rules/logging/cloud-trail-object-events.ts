import { objectEvents } from '../data/trails';
import { allOf, decided } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailObjectEvents: Rule = {
  id: 'CloudTrailObjectEvents',
  title: 'trail records reads and writes of objects',
  why: 'who took or changed training data must be found out afterwards',
  fix: 'add data events of AWS::S3::Object',
  severity: 'error',
  controls: ['DAT-10', 'LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => {
    const { reads, writes } = objectEvents(trail);
    return decided(allOf([reads, writes]), { because: [{ code: 'ObjectsNotRecorded', reads, writes }] }, { code: 'SelectorsUndecided' });
  },
};
