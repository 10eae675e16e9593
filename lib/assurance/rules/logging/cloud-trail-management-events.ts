import { managementEvents } from '../data/trails';
import { allOf, decided } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailManagementEvents: Rule = {
  id: 'CloudTrailManagementEvents',
  title: 'trail records reads and writes of management calls',
  why: 'a call that is left out is the one that is asked for afterwards',
  fix: 'record management events of both kinds without exclusions',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => {
    const { reads, writes } = managementEvents(trail);
    return decided(allOf([reads, writes]), { because: [{ code: 'ManagementCallsLeftOut', reads, writes }] }, { code: 'SelectorsUndecided' });
  },
};
