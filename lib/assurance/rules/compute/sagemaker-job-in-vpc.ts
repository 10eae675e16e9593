import { every, PRESENT } from '../outcome';
import type { Rule } from '../rule';
import { everyJobSetting, JOB_TYPES } from './sagemaker-jobs';

export const sagemakerJobInVpc: Rule = {
  id: 'SagemakerJobInVpc',
  title: 'training and processing jobs run in a network of the account',
  why: 'A job outside reaches the internet with the training data in its hands.',
  fix: 'set the job\'s VpcConfig with subnets and security groups',
  severity: 'error',
  controls: ['SUP-06', 'NET-04'],
  types: JOB_TYPES,
  check: (resource) => every([everyJobSetting(resource, ({ vpc }) => (vpc === undefined ? undefined : [...vpc, 'Subnets']), PRESENT), everyJobSetting(resource, ({ vpc }) => (vpc === undefined ? undefined : [...vpc, 'SecurityGroupIds']), PRESENT)]),
};
