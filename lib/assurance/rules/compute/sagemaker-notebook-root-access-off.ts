import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerNotebookRootAccessOff: Rule = {
  id: 'SagemakerNotebookRootAccessOff',
  title: 'users of a notebook are not its root',
  why: 'root turns off the agents that watch the notebook and reads the credentials of others',
  fix: 'set RootAccess to Disabled',
  severity: 'error',
  controls: ['SUP-07'],
  types: ['AWS::SageMaker::NotebookInstance'],
  check: (resource) => property(resource, ['RootAccess'], oneOf(['Disabled'])),
};
