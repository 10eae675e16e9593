import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { exportsLogs, ofEngine } from './databases';

export const rdsRefusedLoginsExported: Rule = {
  id: 'RdsRefusedLoginsExported',
  title: 'refused logins by IAM are logged',
  why: 'they are the first trace of somebody trying',
  fix: 'add iam-db-auth-error to EnableCloudwatchLogsExports',
  severity: 'warning',
  controls: ['DAT-08', 'LOG-05'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => ofEngine(database, /postgres|mysql/, () => (property(database, ['EnableIAMDatabaseAuthentication'], isTrue()).kind === 'fail'
    ? skip('NoIamLogins')
    : exportsLogs(database, ['EnableCloudwatchLogsExports'], ['iam-db-auth-error']))),
};
