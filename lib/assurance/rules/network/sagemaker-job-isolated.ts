import { every, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

/** Where job definitions keep their network. */
const NETWORKS: { readonly [type: string]: readonly string[] } = {
  'AWS::SageMaker::DataQualityJobDefinition': ['NetworkConfig'],
  'AWS::SageMaker::ModelBiasJobDefinition': ['NetworkConfig'],
  'AWS::SageMaker::ModelExplainabilityJobDefinition': ['NetworkConfig'],
  'AWS::SageMaker::ModelQualityJobDefinition': ['NetworkConfig'],
  'AWS::SageMaker::ProcessingJob': ['NetworkConfig'],
  'AWS::SageMaker::MonitoringSchedule': ['MonitoringScheduleConfig', 'MonitoringJobDefinition', 'NetworkConfig'],
};

export const sagemakerJobIsolated: Rule = {
  id: 'SagemakerJobIsolated',
  title: 'SageMaker job runs in the VPC, cut off from the network, with encrypted traffic between its containers',
  why: 'jobs read captured prompts and training data; a package that turns bad must not be able to send them away',
  fix: 'set EnableNetworkIsolation and EnableInterContainerTrafficEncryption to true and VpcConfig with private subnets',
  severity: 'error',
  controls: ['NET-09', 'SUP-06'],
  types: Object.keys(NETWORKS),
  check: (job) => {
    const path = NETWORKS[job.type] ?? [];
    return every([property(job, [...path, 'EnableNetworkIsolation'], isTrue()), property(job, [...path, 'EnableInterContainerTrafficEncryption'], isTrue()), property(job, [...path, 'VpcConfig', 'Subnets'], PRESENT)]);
  },
};
