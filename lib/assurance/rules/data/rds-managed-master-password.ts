import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { hasSource, inCluster } from './databases';

export const rdsManagedMasterPassword: Rule = {
  id: 'RdsManagedMasterPassword',
  title: 'password of the master user is managed by RDS',
  why: 'it is made, kept and rotated without anybody seeing it',
  fix: 'set ManageMasterUserPassword to true',
  severity: 'warning',
  controls: ['DAT-08', 'IAM-10'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => (inCluster(database)
    ? skip('JudgedOnCluster')
    : hasSource(database)
    ? skip('TakesPasswordOfSource')
    : property(database, ['ManageMasterUserPassword'], isTrue())),
};
