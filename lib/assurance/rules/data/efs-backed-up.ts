import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const efsBackedUp: Rule = {
  id: 'EfsBackedUp',
  title: 'file system is backed up',
  why: 'what is encrypted by an attacker can be had back',
  fix: 'set BackupPolicy.Status to ENABLED',
  severity: 'warning',
  controls: ['DAT-07', 'GOV-05'],
  types: ['AWS::EFS::FileSystem'],
  check: (files) => property(files, ['BackupPolicy', 'Status'], oneOf(['ENABLED'])),
};
