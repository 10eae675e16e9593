import { at, type Resource } from '../../template';
import { either, every, PRESENT, property } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { namedBy } from './buckets';

/** The secret that a schedule rotates, named itself or by its attachment to a database. */
export function secretNamed(schedule: Resource, context: RuleContext): Resource | undefined {
  const named = namedBy(context, at(schedule.properties, 'SecretId'));
  return named?.type === 'AWS::SecretsManager::SecretTargetAttachment' ? namedBy(context, at(named.properties, 'SecretId')) : named;
}

/** It says when, and by which function or partner. */
export function rotates(schedule: Resource): Outcome {
  const how = either([['RotationLambdaARN'], ['HostedRotationLambda', 'RotationType'], ['ExternalSecretRotationRoleArn']].map((path) => property(schedule, path, PRESENT)));
  return every([how, either([['RotationRules', 'AutomaticallyAfterDays'], ['RotationRules', 'ScheduleExpression']].map((path) => property(schedule, path, PRESENT)))]);
}
