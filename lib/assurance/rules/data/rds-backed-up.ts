import { atLeast, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { inCluster } from './databases';

export const rdsBackedUp: Rule = {
  id: 'RdsBackedUp',
  title: 'database is backed up',
  why: 'what is poisoned or deleted can be had back',
  fix: 'set BackupRetentionPeriod; at least 7 days for a database that is kept',
  severity: 'error',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => (inCluster(database)
    ? skip('JudgedOnCluster')
    : property(
      database,
      ['BackupRetentionPeriod'],
      atLeast(database.deletionPolicy === 'Retain' || database.deletionPolicy === 'RetainExceptOnCreate' ? 7 : 1, database.type === 'AWS::RDS::DBCluster' ? 'yes' : 'no'),
    )),
};
