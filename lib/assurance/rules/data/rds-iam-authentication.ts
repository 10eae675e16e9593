import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';
import { ofEngine } from './databases';

export const rdsIamAuthentication: Rule = {
  id: 'RdsIamAuthentication',
  title: 'database takes IAM identities instead of passwords',
  why: 'identities are short-lived and are logged',
  fix: 'set EnableIAMDatabaseAuthentication to true',
  severity: 'warning',
  controls: ['DAT-08', 'IAM-10'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => ofEngine(database, /^(?!.*(?:oracle|sqlserver|custom|db2))/, () => property(database, ['EnableIAMDatabaseAuthentication'], isTrue())),
};
