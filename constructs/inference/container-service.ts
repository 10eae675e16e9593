import { Stack, Token, aws_applicationautoscaling as appscaling, aws_iam as iam, aws_logs as logs, type TimeZone, type RemovalPolicy, type aws_ecs as ecs, type aws_kms as kms } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';

/** When a service runs: scaled to zero in between, and its capacity with it. */
export interface ServiceSchedule {
  /** When it starts, at its minimum of tasks (at least one). */
  readonly start: appscaling.Schedule;
  /** When it stops. Requests that come later fail until the next start. */
  readonly stop: appscaling.Schedule;
  /** Time zone of both. @default - UTC */
  readonly timeZone?: TimeZone;
}

/** Options of a container's log group. */
export interface LogOptions {
  readonly logEncryptionKey?: kms.IKey;
  readonly logRetention?: logs.RetentionDays;
  readonly removalPolicy?: RemovalPolicy;
}

/** What a container may print by mistake: CloudWatch Logs masks it, and shows it only to whoever holds `logs:Unmask`. */
const MASKED = [
  logs.DataIdentifier.AWSSECRETKEY, logs.DataIdentifier.OPENSSHPRIVATEKEY, logs.DataIdentifier.PGPPRIVATEKEY, logs.DataIdentifier.PKCSPRIVATEKEY, logs.DataIdentifier.PUTTYPRIVATEKEY,
  logs.DataIdentifier.CREDITCARDNUMBER, logs.DataIdentifier.EMAILADDRESS,
];

/** Log group of a container. Secrets and personal data in it are masked where CloudWatch Logs can: not in the partitions of China and GovCloud. */
export function serviceLog(scope: Construct, id: string, options: LogOptions): logs.LogGroup {
  return new logs.LogGroup(scope, id, {
    encryptionKey: options.logEncryptionKey,
    retention: options.logRetention ?? logs.RetentionDays.ONE_YEAR,
    removalPolicy: options.removalPolicy,
    dataProtectionPolicy: partitionOf(scope) === 'aws' ? new logs.DataProtectionPolicy({ identifiers: MASKED }) : undefined,
  });
}

/** Never blocks the container when CloudWatch Logs does not answer; what does not fit into the buffer is lost. */
export function awslogs(scope: Construct, group: logs.ILogGroup, prefix: string): ecs.CfnTaskDefinition.LogConfigurationProperty {
  return {
    logDriver: 'awslogs',
    options: { 'awslogs-group': group.logGroupName, 'awslogs-region': Stack.of(scope).region, 'awslogs-stream-prefix': prefix, mode: 'non-blocking', 'max-buffer-size': '25m' },
  };
}

/** Name and value pairs, sorted so that the template does not depend on the order of their making. */
export function environmentOf(values: Readonly<Record<string, string | undefined>>): ecs.CfnTaskDefinition.KeyValuePairProperty[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The number of tasks of a service as something that Application Auto Scaling changes, with the service-linked role that it makes itself. */
export function scalableTasks(scope: Construct, service: ecs.CfnService, clusterName: string, minCapacity: number, maxCapacity: number): appscaling.ScalableTarget {
  const roleArn = Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: 'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
  });
  return new appscaling.ScalableTarget(scope, 'Scaling', {
    serviceNamespace: appscaling.ServiceNamespace.ECS,
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${clusterName}/${service.attrName}`,
    minCapacity,
    maxCapacity,
    role: iam.Role.fromRoleArn(scope, 'ScalingRole', roleArn, { mutable: false }),
  });
}

/** Starts and stops the service by its limits: Application Auto Scaling moves the number of tasks into them at once. */
export function applySchedule(target: appscaling.ScalableTarget, schedule: ServiceSchedule, minTasks: number, maxTasks: number): void {
  target.scaleOnSchedule('Start', { schedule: schedule.start, timeZone: schedule.timeZone, minCapacity: Math.max(1, minTasks), maxCapacity: maxTasks });
  target.scaleOnSchedule('Stop', { schedule: schedule.stop, timeZone: schedule.timeZone, minCapacity: 0, maxCapacity: 0 });
}

/** Alarms that stop a deployment, where ECS knows them: in the partitions of China and GovCloud the property is refused. */
export function deploymentAlarms(scope: Construct, alarmNames: readonly string[]): ecs.CfnService.DeploymentAlarmsProperty | undefined {
  if (alarmNames.length === 0 || partitionOf(scope) !== 'aws') return undefined;
  return { enable: true, rollback: true, alarmNames: [...alarmNames] };
}

/** Where the region is not known, the one of most. */
function partitionOf(scope: Construct): string {
  const { region } = Stack.of(scope);
  return (Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition) ?? 'aws';
}
