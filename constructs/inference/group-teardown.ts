import { Duration, aws_iam as iam, type aws_autoscaling as autoscaling, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';

/** Properties of a GroupTeardown. */
export interface GroupTeardownProps {
  readonly group: autoscaling.CfnAutoScalingGroup;
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * Deletes an Auto Scaling group by force when the stack goes. CloudFormation's own deletion waits for instances that a capacity
 * provider keeps or drains, and gives up after an hour; there is no property that tells it to force.
 */
export class GroupTeardown extends Construct {
  /** What is deleted just before the group. */
  public readonly resource: IDependable;

  constructor(scope: Construct, id: string, props: GroupTeardownProps) {
    super(scope, id);
    const handler = new ServiceFunction(this, 'Handler', {
      service: 'auto-scaling-group-deleter',
      description: 'Deletes the GPU Auto Scaling group by force when its stack is deleted',
      timeout: Duration.minutes(15),
      logEncryptionKey: props.logEncryptionKey,
    });
    handler.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['autoscaling:DeleteAutoScalingGroup'], resources: [props.group.attrAutoScalingGroupArn] }));
    this.resource = new ServiceResource(this, 'Resource', {
      handler,
      resourceType: 'Custom::AutoScalingGroupTeardown',
      properties: { AutoScalingGroupName: props.group.ref },
      timeout: Duration.minutes(16),
    });
  }
}
