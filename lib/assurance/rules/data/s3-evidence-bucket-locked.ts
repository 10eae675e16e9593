import { skip } from '../outcome';
import type { Rule } from '../rule';
import { when } from '../network/told';
import { lockedFor, takesEvidence } from './buckets';
import { isTemporary } from './databases';

export const s3EvidenceBucketLocked: Rule = {
  id: 'S3EvidenceBucketLocked',
  title: 'trails and other evidence stay locked for half a year or more',
  why: 'providers of high-risk AI systems keep logs for six months; an attacker has that long to remove traces',
  fix: 'set a default retention of at least 180 days on the bucket that takes them',
  severity: 'error',
  controls: ['DAT-06', 'LOG-04'],
  types: ['AWS::S3::Bucket'],
  // what goes with its stack is there for trying things out
  check: (bucket, context) => when(takesEvidence(bucket, context), () => lockedFor(bucket, isTemporary(bucket) ? 1 : 180), skip('NoEvidenceDelivered'), { code: 'PerhapsEvidenceDelivered' }),
};
