import { keyAt } from '../data/customer-key';
import type { Rule } from '../rule';

export const logGroupCustomerKey: Rule = {
  id: 'LogGroupCustomerKey',
  title: 'log group is encrypted with a key of the customer',
  why: 'logs hold addresses, names and now and then what should not be there',
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['LOG-03'],
  types: ['AWS::Logs::LogGroup'],
  check: (group, context) => keyAt(group, context, 'KmsKeyId'),
};
