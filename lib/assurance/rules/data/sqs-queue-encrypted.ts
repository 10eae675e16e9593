import { either, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sqsQueueEncrypted: Rule = {
  id: 'SqsQueueEncrypted',
  title: 'queue encrypts its messages',
  why: 'messages rest on disks until they are taken',
  fix: 'leave SqsManagedSseEnabled on, or set KmsMasterKeyId',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::SQS::Queue'],
  check: (queue) => either([property(queue, ['KmsMasterKeyId'], PRESENT), property(queue, ['SqsManagedSseEnabled'], isTrue('yes'))]),
};
