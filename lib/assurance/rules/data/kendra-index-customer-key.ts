import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const kendraIndexCustomerKey: Rule = {
  id: 'KendraIndexCustomerKey',
  title: 'search index encrypts with a key of the customer',
  why: 'it holds the documents themselves',
  fix: 'set ServerSideEncryptionConfiguration.KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Kendra::Index'],
  check: (index, context) => keyAt(index, context, 'ServerSideEncryptionConfiguration', 'KmsKeyId'),
};
