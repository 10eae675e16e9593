import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const efsCustomerKey: Rule = {
  id: 'EfsCustomerKey',
  title: 'file system is encrypted with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::EFS::FileSystem'],
  check: (files, context) => keyAt(files, context, 'KmsKeyId'),
};
