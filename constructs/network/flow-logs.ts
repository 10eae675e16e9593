import { Aws, Stack, aws_ec2 as ec2, aws_iam as iam, aws_logs as logs, type RemovalPolicy, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { WorkloadRole } from '../core/workload-role';

/** How the network's logs are kept. */
export interface NetworkLogsProps {
  readonly vpc: ec2.IVpc;
  readonly encryptionKey: kms.IKey;
  readonly retention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/** Every accepted and rejected flow of the VPC, in an encrypted log group. */
export class FlowLogs extends Construct {
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: NetworkLogsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.logGroup = new logs.LogGroup(this, 'Logs', { encryptionKey: props.encryptionKey, retention: props.retention, removalPolicy: props.removalPolicy });
    const role = new WorkloadRole(this, 'Role', {
      description: 'VPC flow logs to CloudWatch Logs',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:ec2:${stack.region}:${stack.account}:vpc-flow-log/*` },
        },
      }),
    });
    const { policyDependable } = role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    }));
    const flowLog = new ec2.CfnFlowLog(this, 'Resource', {
      resourceId: props.vpc.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: this.logGroup.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
    if (policyDependable !== undefined) flowLog.node.addDependency(policyDependable);
  }
}
