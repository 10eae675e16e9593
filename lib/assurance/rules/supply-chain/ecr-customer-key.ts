import { customerKey } from '../data/customer-key';
import { every, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const ecrCustomerKey: Rule = {
  id: 'EcrCustomerKey',
  title: 'images are encrypted with a key of the account',
  why: 'with a key of AWS nobody of the account can withdraw access to the images',
  fix: 'set EncryptionConfiguration with EncryptionType KMS and KmsKey',
  severity: 'error',
  controls: ['SUP-01', 'DAT-07'],
  types: ['AWS::ECR::Repository', 'AWS::ECR::RepositoryCreationTemplate'],
  check: (resource, context) => every([
    property(resource, ['EncryptionConfiguration', 'EncryptionType'], oneOf(['KMS', 'KMS_DSSE'])), property(resource, ['EncryptionConfiguration', 'KmsKey'], customerKey(context)),
  ]),
};
