import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const ecsFargateStorageCustomerKey: Rule = {
  id: 'EcsFargateStorageCustomerKey',
  title: 'scratch storage of tasks is encrypted with a key of the customer',
  why: 'prompts and documents are spooled to it',
  fix: 'set Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId to a key of yours',
  severity: 'warning',
  controls: ['DAT-07'],
  types: ['AWS::ECS::Cluster'],
  check: (cluster, context) => keyAt(cluster, context, 'Configuration', 'ManagedStorageConfiguration', 'FargateEphemeralStorageKmsKeyId'),
};
