import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const docDbEncrypted: Rule = {
  id: 'DocDbEncrypted',
  title: 'document database encrypts with a key of the customer',
  why: 'documents rest on disks and in snapshots',
  fix: 'set StorageEncrypted and KmsKeyId',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::DocDB::DBCluster'],
  check: (cluster, context) => every([property(cluster, ['StorageEncrypted'], isTrue()), keyAt(cluster, context, 'KmsKeyId')]),
};
