import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const codeBuildCustomerKey: Rule = {
  id: 'CodeBuildCustomerKey',
  title: 'artefacts of builds are encrypted with a key of the customer',
  why: 'images, models and packages pass through them',
  fix: 'set EncryptionKey to a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::CodeBuild::Project'],
  check: (project, context) => keyAt(project, context, 'EncryptionKey'),
};
