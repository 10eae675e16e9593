import { at } from '../../template';
import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { inCluster } from './databases';

export const rdsStorageEncrypted: Rule = {
  id: 'RdsStorageEncrypted',
  title: 'database encrypts its storage',
  why: 'disks, snapshots and replicas hold everything',
  fix: 'set StorageEncrypted to true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => (inCluster(database) && at(database.properties, 'StorageEncrypted') === undefined
    ? skip('JudgedOnCluster')
    : property(database, ['StorageEncrypted'], isTrue())),
};
