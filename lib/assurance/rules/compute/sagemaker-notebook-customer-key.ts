import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerNotebookCustomerKey: Rule = {
  id: 'SagemakerNotebookCustomerKey',
  title: 'the disk of a notebook is encrypted with a key of the account',
  why: 'people copy training data onto it',
  fix: 'set KmsKeyId',
  severity: 'error',
  controls: ['SUP-07', 'DAT-07'],
  types: ['AWS::SageMaker::NotebookInstance'],
  check: (resource, context) => property(resource, ['KmsKeyId'], customerKey(context)),
};
