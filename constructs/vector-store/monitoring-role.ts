import { ArnFormat, Aws, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { WorkloadRole } from '../core/workload-role';

/** Role by which RDS writes the operating system's metrics. Narrower than AWS's managed policy, which covers every log group that starts with `RDS`. */
export function monitoringRole(scope: Construct, id: string): iam.Role {
  const stack = Stack.of(scope);
  const role = new WorkloadRole(scope, id, {
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
    description: 'Writes the operating system metrics of the vector store',
  });
  const logGroup = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: 'RDSOSMetrics', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'MakeLogGroup', actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], resources: [logGroup] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    sid: 'WriteStreams',
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
    // RDS names a stream after each instance's id, which is not known before the instance is.
    resources: [`${logGroup}:log-stream:*`],
  }));
  // An existing role, used in its place, has no policy of ours to acknowledge at.
  const permissions = role.node.tryFindChild('Permissions');
  if (permissions === undefined) return role;
  const flat = (value: string, pseudo: string) => (Token.isUnresolved(value) ? `<AWS::${pseudo}>` : value);
  const prefix = `arn:${flat(stack.partition, 'Partition')}:logs:${flat(stack.region, 'Region')}:${flat(stack.account, 'AccountId')}`;
  acknowledge(permissions, {
    findings: [finding('AwsSolutions', `IAM5[Resource::${prefix}:log-group:RDSOSMetrics:log-stream:*]`)],
    reason: 'The wildcard is the name of a stream inside the one log group; RDS names it after an instance that does not exist yet',
    expires: '2027-11-30',
  });
  return role;
}
