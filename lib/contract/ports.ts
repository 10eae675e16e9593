/** TCP ports between the tiers. One list for security groups, network ACLs, listeners and tasks, so that they cannot drift. */
export const PORTS = {
  /** API Gateway's VPC link to the load balancer, and everything to the interface endpoints. */
  https: 443,
  /** Load balancer to the AI gateway's tasks (TLS). */
  gateway: 8443,
  /** AI gateway to the inference server (TLS, verified both ways). */
  inference: 8000,
  /** AI gateway to Aurora PostgreSQL (TLS). */
  postgres: 5432,
} as const;
