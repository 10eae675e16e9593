import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainCustomerKey: Rule = {
  id: 'SagemakerDomainCustomerKey',
  title: 'the file system of Studio is encrypted with a key of the account',
  why: 'the work of all its users lies on it',
  fix: 'set KmsKeyId',
  severity: 'error',
  controls: ['SUP-07', 'DAT-07'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource, context) => property(resource, ['KmsKeyId'], customerKey(context)),
};
