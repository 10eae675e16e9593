import { at } from '../../template';
import { every, oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const s3VectorsCustomerKey: Rule = {
  id: 'S3VectorsCustomerKey',
  title: 'vector bucket encrypts with a key of the customer',
  why: 'embeddings give back much of the text that they were made of',
  fix: 'set EncryptionConfiguration with sseType aws:kms and a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::S3Vectors::VectorBucket', 'AWS::S3Vectors::Index'],
  check: (store, context) => (store.type === 'AWS::S3Vectors::Index' && at(store.properties, 'EncryptionConfiguration') === undefined ? skip('JudgedOnBucket')
    : every([property(store, ['EncryptionConfiguration', 'SseType'], oneOf(['aws:kms'])), keyAt(store, context, 'EncryptionConfiguration', 'KmsKeyArn')])),
};
