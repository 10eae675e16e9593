import { every, isTrue, PRESENT } from '../outcome';
import type { Rule } from '../rule';
import { everyJobSetting } from './sagemaker-jobs';

export const sagemakerWorkflowJobIsolated: Rule = {
  id: 'SagemakerWorkflowJobIsolated',
  title: 'jobs that a pipeline or state machine starts run in a network of the account, cut off, with encrypted traffic',
  why: 'code of a model, or of one of its packages, can send the training data away',
  fix: 'set VpcConfig, EnableNetworkIsolation and EnableInterContainerTrafficEncryption in what the step passes on',
  severity: 'error',
  controls: ['SUP-06', 'NET-04'],
  types: ['AWS::SageMaker::Pipeline', 'AWS::StepFunctions::StateMachine'],
  check: (resource) => every([
    everyJobSetting(resource, ({ vpc }) => (vpc === undefined ? undefined : [...vpc, 'Subnets']), PRESENT), everyJobSetting(resource, ({ vpc }) => (vpc === undefined ? undefined : [...vpc, 'SecurityGroupIds']), PRESENT),
    everyJobSetting(resource, ({ isolation }) => isolation, isTrue()), everyJobSetting(resource, ({ interContainer }) => interContainer, isTrue()),
  ]),
};
