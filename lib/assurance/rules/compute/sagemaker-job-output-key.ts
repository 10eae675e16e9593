import { customerKey } from '../data/customer-key';
import type { Rule } from '../rule';
import { everyJobSetting, JOB_TYPES } from './sagemaker-jobs';

export const sagemakerJobOutputKey: Rule = {
  id: 'SagemakerJobOutputKey',
  title: 'what a job writes is encrypted with a key of the account',
  why: 'a trained model can be read for its training data',
  fix: 'set KmsKeyId in the job\'s output configuration',
  severity: 'error',
  controls: ['SUP-06', 'DAT-07'],
  types: JOB_TYPES,
  check: (resource, context) => everyJobSetting(resource, ({ outputKey }) => outputKey, customerKey(context)),
};
