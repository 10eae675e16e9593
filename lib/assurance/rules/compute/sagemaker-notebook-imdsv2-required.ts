import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerNotebookImdsv2Required: Rule = {
  id: 'SagemakerNotebookImdsv2Required',
  title: 'notebooks hand out credentials by tokens only',
  why: 'with version 1 of the metadata service one forged request yields the notebook\'s credentials',
  fix: 'set InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion to 2',
  severity: 'error',
  controls: ['SUP-07', 'SUP-04'],
  types: ['AWS::SageMaker::NotebookInstance'],
  check: (resource) => property(resource, ['InstanceMetadataServiceConfiguration', 'MinimumInstanceMetadataServiceVersion'], oneOf(['2'])),
};
