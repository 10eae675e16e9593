import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const snsTopicCustomerKey: Rule = {
  id: 'SnsTopicCustomerKey',
  title: 'topic encrypts with a key of the customer',
  why: 'messages rest on disks until they are delivered',
  fix: 'set KmsMasterKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::SNS::Topic'],
  check: (topic, context) => keyAt(topic, context, 'KmsMasterKeyId'),
};
