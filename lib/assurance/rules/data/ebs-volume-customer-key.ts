import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const ebsVolumeCustomerKey: Rule = {
  id: 'EbsVolumeCustomerKey',
  title: 'volume is encrypted with a key of the customer',
  why: 'snapshots of a volume are easily shared with another account',
  fix: 'set Encrypted to true and KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::EC2::Volume'],
  check: (volume, context) => every([property(volume, ['Encrypted'], isTrue()), keyAt(volume, context, 'KmsKeyId')]),
};
