import { property } from '../outcome';
import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';

export const sagemakerDomainCustomerKey: Rule = {
  id: 'SagemakerDomainCustomerKey',
  title: 'the file system of Studio is encrypted with a key of the account',
  why: 'The work of all its users lies on it.',
  fix: 'set KmsKeyId',
  severity: 'error',
  controls: ['SUP-07', 'DAT-07'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource) => property(resource, ['KmsKeyId'], CUSTOMER_KEY),
};
