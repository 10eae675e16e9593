import { atMost, every, isTrue, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { isRotatable } from './key-policies';

export const kmsKeyRotates: Rule = {
  id: 'KmsKeyRotates',
  title: 'key gets new material every year',
  why: 'what one generation of the material protects stays limited',
  fix: 'set EnableKeyRotation to true, and RotationPeriodInDays to 365 at most',
  severity: 'error',
  controls: ['DAT-13'],
  types: ['AWS::KMS::Key'],
  check: (key) => {
    const rotatable = isRotatable(key);
    if (rotatable === 'no') return skip('NotRotatable');
    const rotates = every([property(key, ['EnableKeyRotation'], isTrue()), property(key, ['RotationPeriodInDays'], atMost(365, 'yes'))]);
    return rotates.kind === 'fail' && rotatable === 'unknown' ? unknownOutcome({ code: 'KindOfKeyNotTold' }) : rotates;
  },
};
