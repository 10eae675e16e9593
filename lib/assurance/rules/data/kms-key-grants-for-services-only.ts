import { EVERYTHING, noRequest } from '../identity/proofs';
import { settleText } from '../identity/settle';
import type { Rule } from '../rule';
import { readKey } from './key-policies';

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
    const { input, parties } = read;
    const conditions = [{ operator: 'Bool', ifExists: false, key: 'kms:GrantIsForAWSResource', values: ['false'] }];
    const resource = { not: false, patterns: [settleText(key.names['Arn'] ?? '*', parties)] };
    return noRequest({ action: { not: false, patterns: ['kms:CreateGrant'] }, resource, conditions }, { identity: [EVERYTHING], resource: { policy: input, ownerAccount: parties.own } }, { path: ['KeyPolicy'], because: [{ code: 'AnyGrantAllowed' }] });
  },
};
