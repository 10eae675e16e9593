import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const rdsMasterSecretCustomerKey: Rule = {
  id: 'RdsMasterSecretCustomerKey',
  title: 'managed password is encrypted with a key of the customer',
  why: 'with the key of AWS everybody in the account who may read the secret can decrypt it',
  fix: 'set MasterUserSecret.KmsKeyId to a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => (property(database, ['ManageMasterUserPassword'], isTrue()).kind === 'fail'
    ? skip('NotManaged')
    : keyAt(database, context, 'MasterUserSecret', 'KmsKeyId')),
};
