import { Aws, Fn, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A service-linked role of EC2 Auto Scaling of the platform's own, so that key policies can name it: the account's shared role may not exist yet,
 * KMS refuses a principal that does not exist, and creating the shared one fails where it does. Give its ARN to the group as `serviceLinkedRoleArn`.
 */
export class AutoScalingRole extends Construct {
  /** ARN of the role. */
  public readonly roleArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Role names are unique in the account over all Regions; the first part of the stack's id tells deployments apart, the address constructs.
    const deployment = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    const role = new iam.CfnServiceLinkedRole(this, 'Resource', {
      awsServiceName: 'autoscaling.amazonaws.com',
      customSuffix: `${this.node.addr.slice(-8)}-${deployment}`,
      description: 'Starts the GPU and training instances of the platform on encrypted volumes',
    });
    this.roleArn = Stack.of(this).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/autoscaling.amazonaws.com/${role.attrRoleName}` });
  }
}
