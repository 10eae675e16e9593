import { isFalse, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { inCluster } from './databases';

export const rdsBackupsOutliveDatabase: Rule = {
  id: 'RdsBackupsOutliveDatabase',
  title: 'automated backups of a database that is kept stay when it is deleted',
  why: 'who deletes the database would delete the way back too',
  fix: 'set DeleteAutomatedBackups to false',
  severity: 'warning',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => (inCluster(database)
    ? skip('JudgedOnCluster')
    : database.deletionPolicy === 'Retain'
    ? property(database, ['DeleteAutomatedBackups'], isFalse())
    : skip('NotKept')),
};
