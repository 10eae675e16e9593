import { isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const rdsNotPublic: Rule = {
  id: 'RdsNotPublic',
  title: 'database has no public address',
  why: 'a database on the internet is tried within minutes',
  fix: 'set PubliclyAccessible to false',
  severity: 'error',
  controls: ['DAT-04', 'NET-02'],
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::Neptune::DBInstance', 'AWS::DMS::ReplicationInstance'],
  check: (database) => property(database, ['PubliclyAccessible'], isFalse(database.type === 'AWS::RDS::DBCluster' || database.type === 'AWS::Neptune::DBInstance' ? 'yes' : 'no')),
};
