import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainPropagatesTags: Rule = {
  id: 'SagemakerDomainPropagatesTags',
  title: 'what users start in Studio carries the tags of the domain',
  why: 'what runs, and what it costs, is otherwise nobody\'s',
  fix: 'set TagPropagation to ENABLED',
  severity: 'warning',
  controls: ['GOV-01'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource) => property(resource, ['TagPropagation'], oneOf(['ENABLED'])),
};
