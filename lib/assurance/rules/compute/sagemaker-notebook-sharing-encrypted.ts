import { customerKey } from '../data/customer-key';
import { either, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const sagemakerNotebookSharingEncrypted: Rule = {
  id: 'SagemakerNotebookSharingEncrypted',
  title: 'results that users of Studio share are encrypted with a key of the account',
  why: 'cell output holds training data',
  fix: 'set SharingSettings.NotebookOutputOption to Disabled, or S3KmsKeyId',
  severity: 'warning',
  controls: ['SUP-07'],
  types: ['AWS::SageMaker::Domain', 'AWS::SageMaker::UserProfile'],
  check: (resource, context) => everyPlace(resource, [['DefaultUserSettings', 'SharingSettings'], ['UserSettings', 'SharingSettings']], (sharing, path) => either([
    valueAt(sharing, ['NotebookOutputOption'], oneOf(['Disabled'], 'yes'), path), valueAt(sharing, ['S3KmsKeyId'], customerKey(context), path),
  ])),
};
