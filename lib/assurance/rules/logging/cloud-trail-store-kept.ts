import { keyAt } from '../data/customer-key';
import { atLeast, every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailStoreKept: Rule = {
  id: 'CloudTrailStoreKept',
  title: 'event data store is encrypted, covers every region and cannot be deleted by one call',
  why: 'it is the memory of who did what',
  fix: 'set KmsKeyId, and leave MultiRegionEnabled and TerminationProtectionEnabled on',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::EventDataStore'],
  check: (store, context) => every([
    keyAt(store, context, 'KmsKeyId'),
    property(store, ['MultiRegionEnabled'], isTrue('yes')),
    property(store, ['TerminationProtectionEnabled'], isTrue('yes')),
    property(store, ['RetentionPeriod'], atLeast(180, 'yes')),
  ]),
};
