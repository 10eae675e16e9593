import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const secretCustomerKey: Rule = {
  id: 'SecretCustomerKey',
  title: 'secret is encrypted with a key of the customer',
  why: 'with the key of AWS everybody in the account who may read the secret can decrypt it, and no other account can be kept out',
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08', 'DAT-13'],
  types: ['AWS::SecretsManager::Secret'],
  check: (secret, context) => keyAt(secret, context, 'KmsKeyId'),
};
