import { z } from 'zod';
import { cidr, ec2Id, justification, logRetentionDays } from './primitives';

/** Interface endpoints that can be created or brought, by the last part of their service name. */
export const INTERFACE_ENDPOINTS = [
  'ecs', 'ecs-agent', 'ecs-telemetry', 'ecr.api', 'ecr.dkr', 'logs', 'monitoring', 'kms', 'secretsmanager', 'sts',
  'ssm', 'ssmmessages', 'ec2messages', 'xray', 'sqs', 'sns', 'events', 'states', 'rds-data', 'bedrock-runtime', 'execute-api', 'guardduty-data', 'kinesis-firehose', 'athena', 'glue',
] as const;

/** Without these no task of the platform starts in a network that has no way out. */
export const REQUIRED_ENDPOINTS: readonly InterfaceEndpointName[] = ['ecs', 'ecs-agent', 'ecs-telemetry', 'ecr.api', 'ecr.dkr', 'logs', 'kms', 'secretsmanager'];

export type InterfaceEndpointName = (typeof INTERFACE_ENDPOINTS)[number];

const tierMask = z.int().min(16).max(28);

const existingSubnets = z
  .array(
    z.strictObject({
      subnetId: ec2Id('subnet').describe('Id of the subnet.'),
      availabilityZone: z.string().describe('Zone that the subnet lies in, such as eu-central-1a.'),
      routeTableId: ec2Id('rtb').describe('Its route table; it must have no route to an internet or NAT gateway.'),
    }),
  )
  .describe('One subnet for each of availabilityZones.');

const existing = z.strictObject({
  vpcId: ec2Id('vpc').describe('Id of the VPC.'),
  cidr: cidr.describe('IPv4 network of the VPC.'),
  subnets: z
    .strictObject({ endpoints: existingSubnets, app: existingSubnets, gpu: existingSubnets, data: existingSubnets })
    .describe('Subnets of each tier, explicitly: nothing is looked up.'),
  endpoints: z.array(z.enum(INTERFACE_ENDPOINTS)).default([]).describe('Services for which the VPC has an interface endpoint with private DNS; a second one would fail. Needs securityGroups.endpoints. Those that are missing are created.'),
  s3EndpointId: ec2Id('vpce').describe('S3 gateway endpoint of the route tables; image pulls need it.'),
  s3PrefixListId: ec2Id('pl').optional().describe('Prefix list of S3 in the region. Default: looked up at deploy.'),
  dynamoDbEndpointId: ec2Id('vpce').describe('DynamoDB gateway endpoint of the route tables of the app tier; the AI gateway keeps budgets and approvals there.'),
  dynamoDbPrefixListId: ec2Id('pl').optional().describe('Prefix list of DynamoDB in the region. Default: looked up at deploy.'),
  securityGroups: z
    .partialRecord(z.enum(['endpoints', 'apiLink', 'loadBalancer', 'gateway', 'inference', 'inferenceHost', 'vectorStore']), ec2Id('sg'))
    .default({})
    .describe('Security groups to use instead of new ones, by role. Their rules are yours: 443 apiLink to loadBalancer, 8443 to gateway, 8000 to inference, 5432 to vectorStore, 443 to endpoints.'),
});

export const network = z.strictObject({
  cidr: cidr.default('10.64.0.0/16').describe('IPv4 network of the VPC, /16 to /24. Must hold four tiers in four zones.'),
  tiers: z
    .strictObject({
      endpoints: tierMask.optional().describe('Prefix length of each endpoint subnet. Default: that of the VPC plus 4.'),
      app: tierMask.optional().describe('Prefix length of each subnet of load balancer and AI gateway. Default: that of the VPC plus 4.'),
      gpu: tierMask.optional().describe('Prefix length of each subnet of GPU instances and inference tasks. Default: that of the VPC plus 4.'),
      data: tierMask.optional().describe('Prefix length of each database subnet. Default: that of the VPC plus 4.'),
    })
    .prefault({})
    .describe('Size of the subnets, by tier. Room is kept for four zones, so that adding one moves nothing.'),
  avoidCidrs: z.array(cidr).default([]).describe('Networks that the VPC must not overlap: on premises, peered VPCs, transit gateway.'),
  interfaceEndpoints: z
    .array(z.enum(INTERFACE_ENDPOINTS))
    .optional()
    .describe('Exactly the interface endpoints to create, one by one. Default: those that the enabled features need and no others. Each costs about 7.30 USD per zone and month.'),
  endpointsWithoutPolicy: z
    .array(justification.extend({ service: z.enum(INTERFACE_ENDPOINTS).describe('The endpoint.') }))
    .default([])
    .describe('Endpoints that are created without a policy because AWS refuses one in this region. Each with reason, owner and expiry.'),
  dnsFirewall: z
    .strictObject({
      mode: z.enum(['block', 'alert']).default('block').describe('block: names outside the allow-list do not resolve. alert: they resolve and are logged (needs a justification).'),
      allowedDomains: z.array(z.string().regex(/^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9-]+$/, 'must be a domain, with a leading *. for its subdomains; such as *.example.com')).default([]).describe('Domains allowed beside those of AWS that the platform needs.'),
      justification: justification.optional().describe('Needed for mode alert.'),
    })
    .prefault({})
    .describe('DNS firewall, so that DNS is no way out.'),
  blockPublicAccess: z
    .enum(['none', 'block-ingress', 'block-bidirectional'])
    .default('none')
    .describe('VPC Block Public Access. Acts on EVERY VPC of the account and region, so it is off unless chosen.'),
  flowLogRetentionDays: logRetentionDays.default(365).describe('Days for which flow logs are kept.'),
  existing: existing.optional().describe('Use a network that exists instead of a new one. cidr and tiers above are then ignored.'),
});
