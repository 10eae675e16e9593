import { Stack, Token, aws_lambda as lambda, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import type { Problem } from '../../lib/contract/platform-error';
import type { ServiceFunction } from '../core/service-function';
import { PlatformSecretGrants } from './platform-secret-grants';

/** The first day of each month at 03:00 UTC. A cron expression, because with a rate a first rotation may run during the deployment. */
export const MONTHLY = 'cron(0 3 1 * ? *)';

/** Problems of a schedule expression; an empty list when there are none. */
export function scheduleProblems(expression: string | undefined, where: string): Problem[] {
  if (expression === undefined || Token.isUnresolved(expression) || /^cron\(0 \S+ \S+ \S+ \S+ \*\)$/.test(expression)) return [];
  return [{
    code: 'RotationScheduleInvalid',
    what: 'the rotation schedule must be a cron expression at a full hour',
    got: expression,
    where,
    fix: `write cron(0 <hours> <day of month> <month> <day of week> *), such as ${MONTHLY}`,
  }];
}

/** Lets Secrets Manager rotate the secret with the function, from the next date of the schedule on. */
export function scheduleRotation(scope: Construct, secret: secretsmanager.ISecret, rotation: ServiceFunction, expression: string, after: readonly IDependable[] = []): void {
  PlatformSecretGrants.fromSecret(secret).rotate(rotation.role);
  const permission = new lambda.CfnPermission(scope, 'RotationPermission', {
    action: 'lambda:InvokeFunction',
    functionName: rotation.function.functionArn,
    principal: 'secretsmanager.amazonaws.com',
    sourceAccount: Stack.of(scope).account,
    sourceArn: secret.secretArn,
  });
  const schedule = new secretsmanager.CfnRotationSchedule(scope, 'RotationSchedule', {
    secretId: secret.secretArn,
    rotationLambdaArn: rotation.function.functionArn,
    rotateImmediatelyOnUpdate: false,
    rotationRules: { scheduleExpression: expression, duration: '4h' },
  });
  // Secrets Manager calls the function when the schedule is made: permission and role must be there. The function itself is referred to above.
  schedule.node.addDependency(rotation.role, permission, ...after);
}
