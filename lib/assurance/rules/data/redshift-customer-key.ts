import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const redshiftCustomerKey: Rule = {
  id: 'RedshiftCustomerKey',
  title: 'warehouse encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Namespace'],
  check: (cluster, context) => keyAt(cluster, context, 'KmsKeyId'),
};
