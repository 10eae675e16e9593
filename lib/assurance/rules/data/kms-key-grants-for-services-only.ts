import { every, PASS } from '../outcome';
import type { Rule } from '../rule';
import { mayNot, readKey } from './key-policies';

export const kmsKeyGrantsForServicesOnly: Rule = {
  id: 'KmsKeyGrantsForServicesOnly',
  title: 'grants on the key are made for AWS services only',
  why: 'a grant hands the key on, past all policies',
  fix: 'allow kms:CreateGrant only where kms:GrantIsForAWSResource is true',
  severity: 'warning',
  controls: ['DAT-13'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (key, context) => {
    const read = readKey(key, context);
    if ('kind' in read) return read;
    const forOthers = { operator: 'Bool', ifExists: false, key: 'kms:GrantIsForAWSResource', values: ['false'] };
    return every([PASS, ...read.holders.map((holder) => mayNot(key, holder, ['kms:CreateGrant'], read, [forOthers], 'AnyGrantAllowed'))]);
  },
};
