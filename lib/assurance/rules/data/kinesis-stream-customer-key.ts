import { every, oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const kinesisStreamCustomerKey: Rule = {
  id: 'KinesisStreamCustomerKey',
  title: 'stream encrypts with a key of the customer',
  why: 'records rest on disks for a day or more',
  fix: 'set StreamEncryption with EncryptionType KMS and a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Kinesis::Stream'],
  check: (stream, context) => every([property(stream, ['StreamEncryption', 'EncryptionType'], oneOf(['KMS'])), keyAt(stream, context, 'StreamEncryption', 'KeyId')]),
};
