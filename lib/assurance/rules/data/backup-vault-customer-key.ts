import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const backupVaultCustomerKey: Rule = {
  id: 'BackupVaultCustomerKey',
  title: 'backup vault encrypts with a key of the customer',
  why: 'backups hold everything, and are copied to other accounts',
  fix: 'set EncryptionKeyArn to a key of yours',
  severity: 'error',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::Backup::BackupVault'],
  check: (vault, context) => keyAt(vault, context, 'EncryptionKeyArn'),
};
