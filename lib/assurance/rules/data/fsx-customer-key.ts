import { at, text } from '../../template';
import { skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const fsxCustomerKey: Rule = {
  id: 'FsxCustomerKey',
  title: 'file system is encrypted with a key of the customer',
  why: 'training data and checkpoints rest on it',
  fix: 'set KmsKeyId to a key of yours',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::FSx::FileSystem'],
  check: (files, context) => (text(at(files.properties, 'LustreConfiguration', 'DeploymentType'))?.toString().startsWith('SCRATCH') === true
    ? skip('ScratchTakesKeyOfAws')
    : keyAt(files, context, 'KmsKeyId')),
};
