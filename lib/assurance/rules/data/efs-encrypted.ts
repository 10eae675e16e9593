import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const efsEncrypted: Rule = {
  id: 'EfsEncrypted',
  title: 'file system is encrypted',
  why: 'files rest on disks and in backups',
  fix: 'set Encrypted to true',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::EFS::FileSystem'],
  check: (files) => property(files, ['Encrypted'], isTrue()),
};
