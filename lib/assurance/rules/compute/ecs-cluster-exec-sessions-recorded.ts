import { at } from '../../template';
import { every, isTrue, oneOf, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';
import { everyPlace } from './places';

export const ecsClusterExecSessionsRecorded: Rule = {
  id: 'EcsClusterExecSessionsRecorded',
  title: 'sessions in containers are recorded and encrypted with a key of the account',
  why: 'What somebody did in a shell is known only if the session was recorded.',
  fix: 'set Logging to OVERRIDE with an encrypted log, and KmsKeyId',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::Cluster'],
  check: (resource) => everyPlace(resource, [['Configuration', 'ExecuteCommandConfiguration']], (sessions, path) => every([
    valueAt(sessions, ['Logging'], oneOf(['DEFAULT', 'OVERRIDE'], 'yes'), path),
    valueAt(sessions, ['KmsKeyId'], CUSTOMER_KEY, path),
    ...[['CloudWatchLogGroupName', 'CloudWatchEncryptionEnabled'], ['S3BucketName', 'S3EncryptionEnabled']].map(([target = '', encrypted = '']) =>
      (at(sessions, 'LogConfiguration', target) === undefined ? skip('NotWritten') : valueAt(sessions, ['LogConfiguration', encrypted], isTrue(), path))),
  ])),
};
