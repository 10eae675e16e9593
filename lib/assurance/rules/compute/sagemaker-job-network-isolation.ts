import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { everyJobSetting, JOB_TYPES } from './sagemaker-jobs';

export const sagemakerJobNetworkIsolation: Rule = {
  id: 'SagemakerJobNetworkIsolation',
  title: 'containers of training and processing jobs have no network',
  why: 'Code of a model, or of one of its packages, can send the training data away.',
  fix: 'set EnableNetworkIsolation to true',
  severity: 'error',
  controls: ['SUP-06', 'NET-04'],
  types: JOB_TYPES,
  check: (resource) => everyJobSetting(resource, ({ isolation }) => isolation, isTrue()),
};
