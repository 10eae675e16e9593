import { every, isTrue, oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const glueCatalogEncrypted: Rule = {
  id: 'GlueCatalogEncrypted',
  title: 'catalogue of data is encrypted with a key of the customer',
  why: 'table definitions and connection passwords tell where the data is',
  fix: 'set EncryptionAtRest and ConnectionPasswordEncryption',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Glue::DataCatalogEncryptionSettings'],
  check: (settings, context) => {
    const path = ['DataCatalogEncryptionSettings'];
    return every([
      property(
        settings,
        [...path, 'EncryptionAtRest', 'CatalogEncryptionMode'],
        oneOf(['SSE-KMS', 'SSE-KMS-WITH-SERVICE-ROLE']),
      ), keyAt(settings, context, ...path, 'EncryptionAtRest', 'SseAwsKmsKeyId'),
      property(settings, [
        ...path,
        'ConnectionPasswordEncryption',
        'ReturnConnectionPasswordEncrypted',
      ], isTrue()), keyAt(settings, context, ...path, 'ConnectionPasswordEncryption', 'KmsKeyId'),
    ]);
  },
};
