import { skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';
import { inCluster } from './databases';

export const rdsStorageCustomerKey: Rule = {
  id: 'RdsStorageCustomerKey',
  title: 'database encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => (inCluster(database) ? skip('JudgedOnCluster') : keyAt(database, context, 'KmsKeyId')),
};
