import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { inCluster, isTemporary } from './databases';

export const rdsDeletionProtected: Rule = {
  id: 'RdsDeletionProtected',
  title: 'database that is kept cannot be deleted by one call',
  why: 'a slip, or an attacker with one permission, would end it',
  fix: 'set DeletionProtection to true',
  severity: 'error',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => (inCluster(database) ? skip('JudgedOnCluster') : isTemporary(database) ? skip('MeantToBeDeleted') : property(database, ['DeletionProtection'], isTrue())),
};
