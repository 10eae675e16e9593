import type { Selector } from '../requirement';

/** Whoever deploys: the execution role of the CDK bootstrap. */
export const DEPLOYMENT = { arn: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-*-cfn-exec-role-${AWS::AccountId}-${AWS::Region}' } as const;

/** Empties buckets that are deleted with their stack, where a deployment allows that. */
export const EMPTIER: Selector = { type: 'AWS::IAM::Role', path: '*/SecureBucketEmptier/Role/Resource' };

export const GATEWAY: Selector = { type: 'AWS::ECS::Service', path: 'Inference/Gateway/*' };
export const MODEL: Selector = { type: 'AWS::ECS::Service', path: 'Inference/Inference/*' };
export const HOSTS: Selector = { type: 'AWS::AutoScaling::AutoScalingGroup', path: 'Inference/Capacity/*' };
export const LOAD_BALANCER: Selector = { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', path: 'Inference/Gateway/*' };
export const LINK: Selector = { type: 'AWS::ApiGatewayV2::VpcLink', template: 'Api' };
export const API: Selector = { type: 'AWS::ApiGateway::RestApi', template: 'Api' };
export const STORE: Selector = { type: 'AWS::RDS::DBCluster', template: 'Vectors' };
export const ENDPOINTS: Selector = { type: 'AWS::EC2::VPCEndpoint', template: 'Network' };

/** Budgets and approvals of the gateway. */
export const STATE_TABLE: Selector = { type: 'AWS::DynamoDB::Table', path: 'Inference/GatewayState/*' };

/** Its permissions are a policy that AWS manages, whose text no template holds. */
export const API_LOGS_ROLE: Selector = { type: 'AWS::IAM::Role', path: 'Api/Api/Logs/AccountRole/Resource' };
