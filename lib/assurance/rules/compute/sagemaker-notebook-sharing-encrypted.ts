import { either, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';
import { everyPlace } from './places';

export const sagemakerNotebookSharingEncrypted: Rule = {
  id: 'SagemakerNotebookSharingEncrypted',
  title: 'results that users of Studio share are encrypted with a key of the account',
  why: 'Cell output holds training data.',
  fix: 'set SharingSettings.NotebookOutputOption to Disabled, or S3KmsKeyId',
  severity: 'warning',
  controls: ['SUP-07'],
  types: ['AWS::SageMaker::Domain', 'AWS::SageMaker::UserProfile'],
  check: (resource) => everyPlace(resource, [['DefaultUserSettings', 'SharingSettings'], ['UserSettings', 'SharingSettings']], (sharing, path) => either([
    valueAt(sharing, ['NotebookOutputOption'], oneOf(['Disabled'], 'yes'), path), valueAt(sharing, ['S3KmsKeyId'], CUSTOMER_KEY, path),
  ])),
};
