import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';
import { everyJobSetting, JOB_TYPES } from './sagemaker-jobs';

export const sagemakerJobVolumeKey: Rule = {
  id: 'SagemakerJobVolumeKey',
  title: 'the disks of a job are encrypted with a key of the account',
  why: 'The training data lies on them.',
  fix: 'set VolumeKmsKeyId in the job\'s resources',
  severity: 'error',
  controls: ['SUP-06', 'DAT-07'],
  types: JOB_TYPES,
  check: (resource) => everyJobSetting(resource, ({ volumeKey }) => volumeKey, CUSTOMER_KEY),
};
