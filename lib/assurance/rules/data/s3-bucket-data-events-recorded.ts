import type { Rule } from '../rule';
import { dataEvents } from './trails';

export const s3BucketDataEventsRecorded: Rule = {
  id: 'S3BucketDataEventsRecorded',
  title: 'reads and writes of objects are recorded',
  why: 'who took or changed training data must be found out afterwards',
  fix: 'add the bucket to the data events of a trail',
  severity: 'error',
  controls: ['DAT-10'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => dataEvents(bucket, context),
};
