import type { Rule } from '../rule';
import { askOf, PLAIN_HTTP } from './bucket-policies';

export const efsForcesTls: Rule = {
  id: 'EfsForcesTls',
  title: 'file system refuses mounts without TLS',
  why: 'files pass between host and file system',
  fix: 'deny all in FileSystemPolicy where aws:SecureTransport is false',
  severity: 'warning',
  controls: ['DAT-02'],
  types: ['AWS::EFS::FileSystem'],
  check: (files, context) => askOf(files, context, 'elasticfilesystem', ['elasticfilesystem:Client*'], PLAIN_HTTP),
};
