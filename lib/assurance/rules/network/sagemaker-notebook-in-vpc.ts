import { every, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerNotebookInVpc: Rule = {
  id: 'SagemakerNotebookInVpc',
  title: 'notebook has no way to the internet of its own',
  why: 'direct internet access goes past the VPC: whatever the notebook reads can leave through it',
  fix: 'set DirectInternetAccess to Disabled and name a private subnet',
  severity: 'error',
  controls: ['NET-09', 'SUP-07'],
  types: ['AWS::SageMaker::NotebookInstance'],
  check: (notebook) => every([property(notebook, ['DirectInternetAccess'], oneOf(['Disabled'])), property(notebook, ['SubnetId'], PRESENT)]),
};
