import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { everyJobSetting, JOB_TYPES } from './sagemaker-jobs';

export const sagemakerJobInterContainerEncryption: Rule = {
  id: 'SagemakerJobInterContainerEncryption',
  title: 'instances of one job encrypt what they exchange',
  why: 'Gradients and records cross the network between the instances in plain text.',
  fix: 'set EnableInterContainerTrafficEncryption to true',
  severity: 'error',
  controls: ['SUP-06'],
  types: JOB_TYPES,
  check: (resource) => everyJobSetting(resource, ({ interContainer }) => interContainer, isTrue()),
};
