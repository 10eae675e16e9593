import { at } from '../../template';
import { isSame, namedBy, takesAccessLogs } from '../data/buckets';
import { fail, PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const s3BucketAccessLogged: Rule = {
  id: 'S3BucketAccessLogged',
  title: 'accesses to the bucket are logged',
  why: 'denied and anonymous requests show in no other log as fully',
  fix: 'set LoggingConfiguration with another bucket',
  severity: 'warning',
  controls: ['LOG-01', 'DAT-10'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => (takesAccessLogs(bucket, context) === 'yes'
    ? skip('TakesAccessLogs')
    : isSame(namedBy(context, at(bucket.properties, 'LoggingConfiguration', 'DestinationBucketName')), bucket)
    ? fail({ path: ['LoggingConfiguration'], because: [{ code: 'LogsIntoItself' }] })
    : property(bucket, ['LoggingConfiguration', 'DestinationBucketName'], PRESENT)),
};
