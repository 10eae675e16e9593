import type { aws_ec2 as ec2 } from 'aws-cdk-lib';
import type { IConstruct, IDependable } from 'constructs';

/** Where in the network something lies. One set of subnets, one network ACL for each. */
export enum SubnetTier {
  /** Interface endpoints. */
  ENDPOINTS = 'endpoints',
  /** Load balancer and AI gateway. */
  APP = 'app',
  /** GPU instances and inference tasks. */
  GPU = 'gpu',
  /** Databases. */
  DATA = 'data',
}

/** Who talks. One security group for each; the rules between them are part of the network. */
export enum SecurityGroupRole {
  /** The interface endpoints. */
  ENDPOINTS = 'endpoints',
  /** API Gateway's VPC link. */
  API_LINK = 'apiLink',
  /** The internal load balancer. */
  LOAD_BALANCER = 'loadBalancer',
  /** The AI gateway's tasks. */
  GATEWAY = 'gateway',
  /** The inference server's tasks. */
  INFERENCE = 'inference',
  /** The GPU instances that the inference tasks run on. */
  INFERENCE_HOST = 'inferenceHost',
  /** The vector store. */
  VECTOR_STORE = 'vectorStore',
}

/** A network in which nothing has a route to the internet. */
export interface IIsolatedNetwork extends IConstruct {
  /** The VPC. */
  readonly vpc: ec2.IVpc;
  /** Id of the S3 gateway endpoint, for bucket policies that admit only this network. @default - there is none */
  readonly s3EndpointId?: string;
  /** Id of the DynamoDB gateway endpoint, for tables that admit only this network. @default - there is none */
  readonly dynamoDbEndpointId?: string;
  /** Depend on it before anything boots in the network: without its endpoints an instance or task hangs. */
  readonly endpointsReady: IDependable;
  /** The subnets of a tier, explicitly. */
  subnets(tier: SubnetTier): ec2.SubnetSelection;
  /** The security group of a role. Its rules are complete: do not add to them. */
  securityGroup(role: SecurityGroupRole): ec2.ISecurityGroup;
}
