import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const ebsVolumeEncrypted: Rule = {
  id: 'EbsVolumeEncrypted',
  title: 'volume is encrypted',
  why: 'a snapshot in the wrong hands shows everything',
  fix: 'set Encrypted to true',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::EC2::Volume'],
  check: (volume) => property(volume, ['Encrypted'], isTrue()),
};
