import { every, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const kinesisStreamEncrypted: Rule = {
  id: 'KinesisStreamEncrypted',
  title: 'stream encrypts its records',
  why: 'records rest on disks for a day or more',
  fix: 'set StreamEncryption',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Kinesis::Stream'],
  check: (stream) => every([property(stream, ['StreamEncryption', 'EncryptionType'], oneOf(['KMS'])), property(stream, ['StreamEncryption', 'KeyId'], PRESENT)]),
};
