import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketVersioned: Rule = {
  id: 'S3BucketVersioned',
  title: 'bucket keeps versions',
  why: 'what is overwritten or deleted by mistake, or by an attacker, can be had back',
  fix: 'set VersioningConfiguration.Status to Enabled',
  severity: 'error',
  controls: ['DAT-05'],
  types: ['AWS::S3::Bucket'],
  check: (bucket) => property(bucket, ['VersioningConfiguration', 'Status'], oneOf(['Enabled'])),
};
