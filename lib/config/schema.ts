import { z } from 'zod';
import { REGIONS, type Partition } from './regions';
import { api, identity, tenant } from './schema/access';
import { gateway, inference } from './schema/compute';
import { audit, functions, keys, models, trainingData, vectorStore } from './schema/data';
import { network } from './schema/network';
import { date, slug } from './schema/primitives';

const roles = z.strictObject({
  path: z.string().regex(/^\/([\w+=,.@-]+\/)*$/, 'must begin and end with a slash; such as /ai-platform/').default('/').describe('IAM path of every role and policy.'),
  prefix: z.string().regex(/^[\w+=,.@-]{0,20}$/, 'must be at most 20 letters, digits or any of _+=,.@-; such as corp-').default('').describe('Prefix of every role name. Default: CloudFormation names them.'),
  existing: z.record(z.string(), z.string().regex(/^[\w+=,.@-]{1,64}$/, 'must be the name of a role, not its ARN; such as CorpInferenceTask')).default({}).describe('Roles to use instead of new ones: construct path to role name. Their permissions are yours.'),
});

const acknowledgement = z.strictObject({
  path: z.string().regex(/^[^/]+\/.+/, 'must be the path of one resource, not of a stack; copy it from the report').describe('Construct path of the one resource.'),
  finding: z.string().regex(/^[^:]+::.+/, 'must be a qualified id <pack>::<rule>; copy it from the report').describe('Qualified id, such as AwsSolutions::AwsSolutions-IAM5[Resource::*].'),
  reason: z.string().trim().min(10, 'must say why, in at least ten characters; write the reason a reviewer would ask for').describe('Why it is accepted.'),
  owner: z.string().trim().min(1, 'must name a team; name the team or role that answers for it').describe('Team or role that answers for it.'),
  expires: date.describe('Last day on which it holds, YYYY-MM-DD.'),
});

/** The configuration file. Every key has a description; it becomes the JSON schema that editors read. */
export const platformSchema = z.strictObject({
  name: slug(3, 20, 'secure-ai').default('secure-ai').describe('Name of the platform; stacks are named <name>-<environment>-<stack>.'),
  environment: z.enum(['dev', 'prod']).describe('dev or prod. In prod weaker choices are refused.'),
  owner: z.string().trim().min(1).max(100).describe('Team that answers for the platform; a tag on every resource.'),
  region: z.string().meta({ enum: Object.keys(REGIONS) }).describe('AWS region, of any partition.'),
  account: z.string().regex(/^\d{12}$/, 'must be twelve digits; quote it, such as "111122223333"').optional().describe('Account id, quoted. Default: that of the credentials at deploy.'),
  organizationId: z.string().regex(/^o-[a-z0-9]{10,32}$/, 'must be the id of an AWS organisation; such as o-a1b2c3d4e5').optional().describe('Organisation whose principals and resources the perimeter admits. Default: only this account.'),
  availabilityZones: z.array(z.string()).min(2, 'must list at least two zones; one zone is no high availability').max(4, 'must list at most four zones; the network keeps room for four').optional().describe('Zones to use, all of the region. Default: its first two.'),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}).describe('Tags of every resource.'),
  removal: z.enum(['retain', 'destroy']).default('retain').describe('What happens to data when a stack is deleted. destroy empties and deletes it.'),
  deletionProtection: z.boolean().default(true).describe('Whether databases, load balancers and user pools refuse to be deleted.'),
  permissionsBoundary: z
    .string()
    .regex(/^(arn:aws(-[a-z]+)*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+|[\w+=,.@-]{1,128})$/, 'must be the ARN or the name of a managed policy; such as CorpBoundary')
    .optional()
    .describe('Managed policy that bounds every role. Default: none.'),
  roles: roles.prefault({}).describe('IAM roles.'),
  network: network.prefault({}).describe('The isolated network.'),
  keys: keys.prefault({}).describe('KMS keys.'),
  trainingData: trainingData.prefault({}).describe('Buckets of the training data.'),
  models: models.prefault({}).describe('Model registry and the model that is served.'),
  vectorStore: vectorStore.prefault({}).describe('Vector store.'),
  identity: identity.prefault({}).describe('Who signs in.'),
  tenants: z.array(tenant).default([]).describe('Tenants: each has a machine client, a usage plan and rows of its own.'),
  api: api.prefault({}).describe('The API that callers reach.'),
  inference: inference.prefault({}).describe('GPU inference.'),
  gateway: gateway.prefault({}).describe('AI gateway in front of the inference server.'),
  audit: audit.prefault({}).describe('CloudTrail and log archive.'),
  functions: functions.prefault({}).describe('Lambda functions of the platform.'),
  acknowledgements: z.array(acknowledgement).default([]).describe('Findings that you accept, each on one resource, with reason, owner and expiry.'),
});

/** A weakening's reason, owner and expiry, as in constructs/core/justification.ts. */
export interface ConfiguredJustification {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

type Parsed = z.output<typeof platformSchema>;

/** How the identities are verified; exactly one of both. */
export type IdentityConfig =
  | { readonly kind: 'cognito'; readonly cognito: NonNullable<Parsed['identity']['cognito']> }
  | { readonly kind: 'oidc'; readonly oidc: NonNullable<Parsed['identity']['oidc']> };

/** Certificate of the internal load balancer; exactly one of both. */
export type LoadBalancerCertificateConfig =
  | { readonly kind: 'certificate'; readonly domainName: string; readonly certificateArn: string }
  | { readonly kind: 'ownAuthority'; readonly domainName: string; readonly justification: ConfiguredJustification };

/** A configuration after every check, with every default filled in. */
export interface PlatformConfig extends Omit<Parsed, 'availabilityZones' | 'identity' | 'api'> {
  /** Partition of the region: aws, aws-us-gov, aws-cn or aws-eusc. */
  readonly partition: Partition;
  /** Two or more zones of the region. */
  readonly availabilityZones: readonly string[];
  readonly identity: IdentityConfig;
  readonly api: Omit<Parsed['api'], 'domain' | 'loadBalancerCertificate'> & {
    readonly domain?: { readonly name: string; readonly certificateArn: string; readonly hostedZoneId?: string };
    readonly loadBalancerCertificate: LoadBalancerCertificateConfig;
  };
}

/** What the schema alone accepts, before the rules between keys. */
export type ParsedConfig = Parsed;
export type TenantConfig = Parsed['tenants'][number];
export type AcknowledgementConfig = Parsed['acknowledgements'][number];
