import { every, isTrue, oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const athenaWorkGroupEnforced: Rule = {
  id: 'AthenaWorkGroupEnforced',
  title: 'results of queries are encrypted, whatever the client asks for',
  why: 'results hold the data that was asked for',
  fix: 'set EnforceWorkGroupConfiguration and ResultConfiguration.EncryptionConfiguration with SSE_KMS',
  severity: 'error',
  controls: ['DAT-01', 'DAT-08'],
  types: ['AWS::Athena::WorkGroup'],
  check: (group, context) => {
    const encryption = ['WorkGroupConfiguration', 'ResultConfiguration', 'EncryptionConfiguration'];
    return every([
      property(group, ['WorkGroupConfiguration', 'EnforceWorkGroupConfiguration'], isTrue('yes')),
      property(group, [...encryption, 'EncryptionOption'], oneOf(['SSE_KMS', 'CSE_KMS'])),
      keyAt(group, context, ...encryption, 'KmsKey'),
    ]);
  },
};
