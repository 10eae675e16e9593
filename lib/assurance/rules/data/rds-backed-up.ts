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
  check: (database) => {
    if (inCluster(database)) return skip('JudgedOnCluster');
    const isKept = database.deletionPolicy === 'Retain' || database.deletionPolicy === 'RetainExceptOnCreate';
    // a cluster of which nothing is said is backed up for a day
    return property(database, ['BackupRetentionPeriod'], atLeast(isKept ? 7 : 1, database.type === 'AWS::RDS::DBCluster' && !isKept ? 'yes' : 'no'));
  },
};
