import { customerKey } from '../data/customer-key';
import { every, noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const qBusinessApplicationCustomerKey: Rule = {
  id: 'QBusinessApplicationCustomerKey',
  title: 'an assistant is encrypted with a key of the account, and each user has one\'s own access',
  why: 'it holds conversations and an index of what everybody may read',
  fix: 'set EncryptionConfiguration.KmsKeyId and an identity type other than ANONYMOUS',
  severity: 'error',
  controls: ['DAT-07', 'AI-09'],
  types: ['AWS::QBusiness::Application'],
  check: (resource, context) => every([property(resource, ['EncryptionConfiguration', 'KmsKeyId'], customerKey(context)), property(resource, ['IdentityType'], noneOf(['ANONYMOUS']))]),
};
