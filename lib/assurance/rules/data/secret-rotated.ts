import { at, isUnknown, text } from '../../template';
import { either, fail, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { isSame } from './buckets';
import { rotates, secretNamed } from './secrets';

export const secretRotated: Rule = {
  id: 'SecretRotated',
  title: 'secret is replaced regularly',
  why: 'a secret that leaked is worth nothing after the next rotation',
  fix: 'add a RotationSchedule with a function or HostedRotationLambda',
  severity: 'error',
  controls: ['DAT-08', 'IAM-10'],
  types: ['AWS::SecretsManager::Secret'],
  check: (secret, context) => {
    const schedules = context.ofType('AWS::SecretsManager::RotationSchedule');
    const own = schedules.filter((schedule) => isSame(secretNamed(schedule, context), secret));
    if (own.length > 0) return either(own.map((schedule) => rotates(schedule)));
    const open = schedules.find((schedule) => isUnknown(text(at(schedule.properties, 'SecretId'))));
    return open === undefined ? fail({ because: [{ code: 'NoRotationSchedule' }] }) : unknownOutcome({ code: 'SecretNotTold', schedule: open.logicalId });
  },
};
