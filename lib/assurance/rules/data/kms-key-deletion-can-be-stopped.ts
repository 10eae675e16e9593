import { atLeast, property } from '../outcome';
import type { Rule } from '../rule';
import { isTemporary } from './databases';

export const kmsKeyDeletionCanBeStopped: Rule = {
  id: 'KmsKeyDeletionCanBeStopped',
  title: 'deletion of the key waits long enough to be stopped',
  why: 'with the key goes all that it encrypts; the alarm needs days to be acted on',
  fix: 'set PendingWindowInDays to 30 for a key that is kept',
  severity: 'warning',
  controls: ['DAT-13'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (key) => property(key, ['PendingWindowInDays'], atLeast(isTemporary(key) ? 7 : 30, 'yes')),
};
