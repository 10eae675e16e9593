import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const kmsKeyEnabled: Rule = {
  id: 'KmsKeyEnabled',
  title: 'key is switched on',
  why: 'with a key that is off, everything under it is out of reach',
  fix: 'remove Enabled',
  severity: 'warning',
  controls: ['DAT-13'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (key) => property(key, ['Enabled'], isTrue('yes')),
};
