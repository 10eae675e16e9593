import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const openSearchCustomerKey: Rule = {
  id: 'OpenSearchCustomerKey',
  title: 'search domain encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set EncryptionAtRestOptions.KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain, context) => keyAt(domain, context, 'EncryptionAtRestOptions', 'KmsKeyId'),
};
