import { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { WorkloadRole } from '../core/workload-role';
import type { GatewayLoadBalancer } from './gateway-load-balancer';

/** What Amazon ECS reads to follow a deployment; Elastic Load Balancing has no resource type for it. */
const READ_ACTIONS = ['DescribeListeners', 'DescribeRules', 'DescribeTargetGroups', 'DescribeTargetHealth'].map((action) => `elasticloadbalancing:${action}`);

/** The role with which Amazon ECS moves traffic between the two target groups of this load balancer, and of no other (AWS's managed policy opens all). */
export function canaryRole(scope: Construct, balancer: GatewayLoadBalancer): WorkloadRole {
  const role = new WorkloadRole(scope, 'CanaryRole', {
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    description: 'Amazon ECS as it moves traffic to a new version of the gateway',
  });
  const groups = [balancer.targets, ...(balancer.canaryTargets === undefined ? [] : [balancer.canaryTargets])];
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: READ_ACTIONS, resources: ['*'] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'], resources: groups.map((group) => group.ref) }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['elasticloadbalancing:ModifyListener'], resources: [balancer.listener.ref] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['elasticloadbalancing:ModifyRule'], resources: [balancer.rule.ref] }));
  acknowledge(role.node.findChild('Permissions'), {
    findings: [finding('AwsSolutions', 'IAM5[Resource::*]')],
    reason: 'The Describe actions of Elastic Load Balancing have no resource type; every action that changes something names its listener, rule or target group',
    expires: '2027-11-30',
  });
  return role;
}
