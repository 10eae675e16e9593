import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const sqsQueueCustomerKey: Rule = {
  id: 'SqsQueueCustomerKey',
  title: 'queue encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KmsMasterKeyId to a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::SQS::Queue'],
  check: (queue, context) => keyAt(queue, context, 'KmsMasterKeyId'),
};
