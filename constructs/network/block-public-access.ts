import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * VPC Block Public Access. It acts on every VPC of the account in this Region, not on this network alone: internet gateways, NAT gateways,
 * public load balancers of others stop working. It exists once per account and Region, and deleting the stack turns it off for all.
 */
export enum VpcBlockPublicAccess {
  /** Nothing goes to or comes from the internet. */
  BIDIRECTIONAL = 'block-bidirectional',
  /** Nothing comes from the internet but answers through NAT and egress-only gateways. */
  INGRESS = 'block-ingress',
}

/** Makes the account's one setting. */
export function blockPublicAccess(scope: Construct, mode: VpcBlockPublicAccess): void {
  new ec2.CfnVPCBlockPublicAccessOptions(scope, 'BlockPublicAccess', { internetGatewayBlockMode: mode });
}
