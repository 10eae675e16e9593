import { at } from '../../template';
import { customerKey } from '../data/customer-key';
import { every, isTrue, oneOf, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const ecsClusterExecSessionsRecorded: Rule = {
  id: 'EcsClusterExecSessionsRecorded',
  title: 'sessions in containers are recorded and encrypted with a key of the account',
  why: 'what somebody did in a shell is known only if the session was recorded',
  fix: 'set Logging to OVERRIDE with an encrypted log, and KmsKeyId',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::Cluster'],
  check: (resource, context) => everyPlace(resource, [['Configuration', 'ExecuteCommandConfiguration']], (sessions, path) => every([
    valueAt(sessions, ['Logging'], oneOf(['DEFAULT', 'OVERRIDE'], 'yes'), path),
    valueAt(sessions, ['KmsKeyId'], customerKey(context), path),
    ...[['CloudWatchLogGroupName', 'CloudWatchEncryptionEnabled'], ['S3BucketName', 'S3EncryptionEnabled']].map(([target = '', encrypted = '']) =>
      (at(sessions, 'LogConfiguration', target) === undefined ? skip('NotWritten') : valueAt(sessions, ['LogConfiguration', encrypted], isTrue(), path))),
  ])),
};
