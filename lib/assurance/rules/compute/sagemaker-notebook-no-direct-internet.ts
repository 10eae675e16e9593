import { every, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerNotebookNoDirectInternet: Rule = {
  id: 'SagemakerNotebookNoDirectInternet',
  title: 'notebooks have no way to the internet of their own',
  why: 'With it whatever runs in the notebook sends data away past every control of the network.',
  fix: 'set DirectInternetAccess to Disabled and SubnetId',
  severity: 'error',
  controls: ['SUP-07', 'NET-01'],
  types: ['AWS::SageMaker::NotebookInstance'],
  check: (resource) => every([property(resource, ['DirectInternetAccess'], oneOf(['Disabled'])), property(resource, ['SubnetId'], PRESENT)]),
};
