import { every, isTrue, oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const mskClusterEncrypted: Rule = {
  id: 'MskClusterEncrypted',
  title: 'cluster of brokers encrypts at rest with a key of the customer and on the way',
  why: 'messages rest on the brokers and pass between them',
  fix: 'set EncryptionInfo: a key of yours, ClientBroker TLS, InCluster true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::MSK::Cluster'],
  check: (cluster, context) => every([
    keyAt(cluster, context, 'EncryptionInfo', 'EncryptionAtRest', 'DataVolumeKMSKeyId'),
    property(cluster, ['EncryptionInfo', 'EncryptionInTransit', 'ClientBroker'], oneOf(['TLS'], 'yes')),
    property(cluster, ['EncryptionInfo', 'EncryptionInTransit', 'InCluster'], isTrue('yes')),
  ]),
};
