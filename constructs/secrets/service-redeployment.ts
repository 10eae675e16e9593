import { ArnFormat, Stack, aws_iam as iam, aws_scheduler as scheduler } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FailureQueue } from '../core/failure-queue';
import { WorkloadRole } from '../core/workload-role';

/** Properties of a ServiceRedeployment. */
export interface ServiceRedeploymentProps {
  /** Name of the ECS service whose tasks are replaced. */
  readonly serviceName: string;
  /** Name of its cluster. */
  readonly clusterName: string;
  /** When: an expression of EventBridge Scheduler, UTC. @default 'cron(0 4 2 * ? *)' - monthly, the day after the certificates are renewed */
  readonly schedule?: string;
}

/**
 * Replaces the tasks of a service on schedule, so that they take renewed certificates and secrets. A schedule, not an answer to the rotation:
 * the rotation function lies in an earlier stack, must not know the services, and holds no permission on them. A certificate outlives two renewals.
 */
export class ServiceRedeployment extends Construct {
  constructor(scope: Construct, id: string, props: ServiceRedeploymentProps) {
    super(scope, id);
    const role = new WorkloadRole(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
      description: 'Replaces the tasks of one service',
    });
    const serviceArn = Stack.of(this).formatArn({ service: 'ecs', resource: 'service', resourceName: `${props.clusterName}/${props.serviceName}`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    const permission = iam.Grant.addToPrincipal({ grantee: role, actions: ['ecs:UpdateService'], resourceArns: [serviceArn] });
    const failed = new FailureQueue(this, 'FailedCalls');
    failed.admitScheduler(role);
    const schedule = new scheduler.CfnSchedule(this, 'Resource', {
      description: 'Replaces the tasks, so that they take renewed certificates and secrets',
      scheduleExpression: props.schedule ?? 'cron(0 4 2 * ? *)',
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 60 },
      target: {
        arn: Stack.of(this).formatArn({ service: 'scheduler', region: '', account: '', resource: 'aws-sdk:ecs:updateService' }),
        roleArn: role.roleArn,
        input: Stack.of(this).toJsonString({ Cluster: props.clusterName, Service: props.serviceName, ForceNewDeployment: true }),
        retryPolicy: { maximumRetryAttempts: 10 },
        deadLetterConfig: { arn: failed.queueArn },
      },
    });
    permission.applyBefore(schedule);
  }
}
