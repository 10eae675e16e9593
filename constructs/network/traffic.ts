import { PORTS } from '../../lib/contract/ports';
import { SecurityGroupRole, SubnetTier } from './isolated-network-base';

/** Services that are reached through a gateway endpoint: public addresses of theirs, routed inside AWS by prefix list. */
export type GatewayService = 's3' | 'dynamodb';

/** One row of the traffic table: who opens a connection to whom, on which TCP port. */
export interface Flow {
  readonly from: SecurityGroupRole;
  readonly to: SecurityGroupRole;
  readonly port: number;
}

const { ENDPOINTS, API_LINK, LOAD_BALANCER, GATEWAY, INFERENCE, INFERENCE_HOST, VECTOR_STORE } = SecurityGroupRole;

/** Who calls AWS: tasks for their own work, hosts and Fargate for pulling images. */
export const AWS_CLIENTS: readonly SecurityGroupRole[] = [GATEWAY, INFERENCE, INFERENCE_HOST];

/** Who uses each gateway endpoint. Only the AI gateway keeps state in DynamoDB. */
export const GATEWAY_ENDPOINT_CLIENTS: Readonly<Record<GatewayService, readonly SecurityGroupRole[]>> = { s3: AWS_CLIENTS, dynamodb: [GATEWAY] };

/**
 * Everything that may talk inside the network. Security groups and network ACLs are both made from it, and nothing else is open.
 * DNS (the VPC's own resolver), DHCP, time and instance metadata pass neither security groups nor network ACLs, so they need no row.
 */
export const FLOWS: readonly Flow[] = [
  { from: API_LINK, to: LOAD_BALANCER, port: PORTS.https },
  { from: LOAD_BALANCER, to: GATEWAY, port: PORTS.gateway },
  { from: GATEWAY, to: INFERENCE, port: PORTS.inference },
  { from: GATEWAY, to: VECTOR_STORE, port: PORTS.postgres },
  ...AWS_CLIENTS.map((from) => ({ from, to: ENDPOINTS, port: PORTS.https })),
];

/** Where each role lives. */
export const TIER_OF: Readonly<Record<SecurityGroupRole, SubnetTier>> = {
  [ENDPOINTS]: SubnetTier.ENDPOINTS,
  [API_LINK]: SubnetTier.APP,
  [LOAD_BALANCER]: SubnetTier.APP,
  [GATEWAY]: SubnetTier.APP,
  [INFERENCE]: SubnetTier.GPU,
  [INFERENCE_HOST]: SubnetTier.GPU,
  [VECTOR_STORE]: SubnetTier.DATA,
};

/** Tiers whose route tables lead to a gateway endpoint; the others have no route to it. */
export function tiersUsing(service: GatewayService): readonly SubnetTier[] {
  return [...new Set(GATEWAY_ENDPOINT_CLIENTS[service].map((role) => TIER_OF[role]))];
}

/** A range of TCP ports, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Linux opens connections from 32768 upwards. It lies above every port served here, so replies can be admitted without opening a service. */
const LINUX: PortRange = { from: 32768, to: 65535 };
/** AWS states 1024 upwards for load balancers and managed links. */
const AWS_MANAGED: PortRange = { from: 1024, to: 65535 };

/** Ports to which replies to a role go: network ACLs keep no state, so they must admit them. */
export function replyPorts(client: SecurityGroupRole): PortRange {
  return client === API_LINK || client === LOAD_BALANCER ? AWS_MANAGED : LINUX;
}

/** PascalCase of a role or tier, for construct ids. */
export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
