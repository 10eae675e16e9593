import type { Rule } from '../rule';
import { judgeEncryptionPolicy } from './serverless-search';

export const openSearchServerlessCustomerKey: Rule = {
  id: 'OpenSearchServerlessCustomerKey',
  title: 'collections are encrypted with a key of the customer',
  why: 'the key of AWS cannot be withdrawn or watched',
  fix: 'in the encryption policy set AWSOwnedKey false and KmsARN to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::OpenSearchServerless::SecurityPolicy'],
  check: (policy, context) => judgeEncryptionPolicy(policy, context),
};
