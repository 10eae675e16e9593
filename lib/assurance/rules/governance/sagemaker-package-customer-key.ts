import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerPackageCustomerKey: Rule = {
  id: 'SagemakerPackageCustomerKey',
  title: 'what belongs to a version of a model is encrypted with a key of the account',
  why: 'metrics and cards tell what the model was trained on',
  fix: 'set SecurityConfig.KmsKeyId',
  severity: 'error',
  controls: ['GOV-02', 'DAT-07'],
  types: ['AWS::SageMaker::ModelPackage'],
  check: (resource, context) => property(resource, ['SecurityConfig', 'KmsKeyId'], customerKey(context)),
};
