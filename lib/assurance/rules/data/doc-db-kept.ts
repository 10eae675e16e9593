import { atLeast, every, isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { exportsLogs, isTemporary } from './databases';

export const docDbKept: Rule = {
  id: 'DocDbKept',
  title: 'document database that is kept is audited, backed up and protected from deletion',
  why: 'what is poisoned or deleted can be had back, and who did it is known',
  fix: 'set EnableCloudwatchLogsExports audit, BackupRetentionPeriod and DeletionProtection',
  severity: 'warning',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::DocDB::DBCluster'],
  check: (cluster) => (isTemporary(cluster)
    ? skip('MeantToBeDeleted')
    : every([
      exportsLogs(cluster, ['EnableCloudwatchLogsExports'], ['audit']),
      property(cluster, ['BackupRetentionPeriod'], atLeast(7)),
      property(cluster, ['DeletionProtection'], isTrue()),
    ])),
};
