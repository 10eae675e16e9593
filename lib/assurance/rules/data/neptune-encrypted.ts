import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const neptuneEncrypted: Rule = {
  id: 'NeptuneEncrypted',
  title: 'graph database encrypts with a key of the customer',
  why: "graphs of knowledge hold the documents' facts",
  fix: 'set StorageEncrypted and KmsKeyId',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Neptune::DBCluster'],
  check: (cluster, context) => every([property(cluster, ['StorageEncrypted'], isTrue()), keyAt(cluster, context, 'KmsKeyId')]),
};
