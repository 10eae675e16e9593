import { customerKey } from '../data/customer-key';
import type { Rule } from '../rule';
import { everyJobSetting, JOB_TYPES } from './sagemaker-jobs';

export const sagemakerJobVolumeKey: Rule = {
  id: 'SagemakerJobVolumeKey',
  title: 'the disks of a job are encrypted with a key of the account',
  why: 'the training data lies on them',
  fix: 'set VolumeKmsKeyId in the job\'s resources',
  severity: 'error',
  controls: ['SUP-06', 'DAT-07'],
  types: JOB_TYPES,
  check: (resource, context) => everyJobSetting(resource, ({ volumeKey }) => volumeKey, customerKey(context)),
};
