import { Stack, aws_iam as iam, type aws_ecs as ecs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { WorkloadRole } from '../core/workload-role';
import { AGENT_CLUSTER_ACTIONS, AGENT_INSTANCE_ACTIONS } from './perms';
import { imported, wildcardFinding } from '../core/wildcard-finding';

/**
 * The role of a GPU instance: what the ECS agent needs in its own cluster, and nothing more. Images are pulled and logs written with the
 * task's execution role. AWS's managed policy for it (AmazonEC2ContainerServiceforEC2Role) opens every cluster, registry and log group.
 */
export function hostRole(scope: Construct, cluster: ecs.ICluster): WorkloadRole {
  const role = new WorkloadRole(scope, 'HostRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), description: 'ECS agent of the GPU instances' });
  const instances = Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${imported(scope, cluster.clusterName)}/*` });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: AGENT_CLUSTER_ACTIONS, resources: [cluster.clusterArn] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: AGENT_INSTANCE_ACTIONS, resources: [instances], conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } } }));
  // No resource type is defined for it: it answers which endpoint to poll.
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }));
  acknowledge(role.node.findChild('Permissions'), {
    findings: [finding('AwsSolutions', 'IAM5[Resource::*]'), wildcardFinding(scope, instances)],
    reason: 'ecs:DiscoverPollEndpoint has no resource type; an instance learns its id only when it joins, so the ids in its own cluster are a wildcard, held by the condition on ecs:cluster',
    expires: '2027-11-30',
  });
  return role;
}
