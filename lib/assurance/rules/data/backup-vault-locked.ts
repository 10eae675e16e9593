import { atLeast, property } from '../outcome';
import type { Rule } from '../rule';

export const backupVaultLocked: Rule = {
  id: 'BackupVaultLocked',
  title: 'backups cannot be deleted before their time',
  why: 'who deletes the data would delete the backups first',
  fix: 'set LockConfiguration with MinRetentionDays',
  severity: 'warning',
  controls: ['DAT-06', 'GOV-05'],
  types: ['AWS::Backup::BackupVault'],
  check: (vault) => property(vault, ['LockConfiguration', 'MinRetentionDays'], atLeast(1)),
};
