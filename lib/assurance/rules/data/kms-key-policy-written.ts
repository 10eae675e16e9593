import { every, isFalse, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const kmsKeyPolicyWritten: Rule = {
  id: 'KmsKeyPolicyWritten',
  title: 'key has a policy of its own',
  why: 'the default leaves every use of the key to identity policies',
  fix: 'write a KeyPolicy',
  severity: 'warning',
  controls: ['DAT-13'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (key) => every([property(key, ['KeyPolicy'], PRESENT), property(key, ['BypassPolicyLockoutSafetyCheck'], isFalse('yes'))]),
};
