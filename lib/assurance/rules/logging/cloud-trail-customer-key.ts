import { keyAt } from '../data/customer-key';
import type { Rule } from '../rule';

export const cloudTrailCustomerKey: Rule = {
  id: 'CloudTrailCustomerKey',
  title: 'trail is encrypted with a key of the customer',
  why: 'who reads the trail knows every resource and habit',
  fix: 'set KMSKeyId to a key of yours',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail, context) => keyAt(trail, context, 'KMSKeyId'),
};
