import { every, isFalse, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const mqBrokerCustomerKey: Rule = {
  id: 'MqBrokerCustomerKey',
  title: 'broker encrypts with a key of the customer',
  why: 'messages rest on disks until they are taken',
  fix: 'set EncryptionOptions with KmsKeyId and UseAwsOwnedKey false',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::AmazonMQ::Broker'],
  check: (broker, context) => every([property(broker, ['EncryptionOptions', 'UseAwsOwnedKey'], isFalse()), keyAt(broker, context, 'EncryptionOptions', 'KmsKeyId')]),
};
