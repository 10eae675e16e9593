import { z } from 'zod';
import type { Scope } from '../../contract/scopes';
import { certificateArn, domainName, ec2Id, justification, logRetentionDays, slug } from './primitives';

const scopes = z.array(z.enum(['inference/invoke', 'inference/embed', 'vectors/read', 'vectors/write', 'models/read', 'approvals/decide', 'platform/admin'] as const satisfies readonly Scope[])).min(1);

const throttle = z.strictObject({
  ratePerSecond: z.number().min(0.1).max(10_000).describe('Requests per second, steady.'),
  burst: z.int().min(1).max(5_000).describe('Requests at once.'),
});

export const tenant = z.strictObject({
  id: slug(2, 40, 'research').describe('Stands in the tenant claim of tokens and in every row of the vector store.'),
  description: z.string().max(200).optional().describe('Who this is.'),
  scopes: scopes.default(['inference/invoke']).describe("What the tenant's machine client may do."),
  throttle: throttle.prefault({ ratePerSecond: 5, burst: 10 }).describe('Requests that the usage plan of the tenant admits.'),
  quotaPerDay: z.int().min(1).optional().describe('Requests per day. Default: no daily quota.'),
});

const group = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,128}$/, 'must be letters, digits or any of _+=,.@-; such as inference-users').describe('Name of the group.'),
  description: z.string().max(2048).optional().describe('Who belongs to it.'),
  scopes: scopes.default(['inference/invoke']).describe('What its members may do.'),
});

const cognito = z.strictObject({
  domainPrefix: slug(3, 63, 'example-ai-dev')
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'must not contain aws, amazon or cognito; AWS reserves them')
    .optional()
    .describe('First label of the sign-in and token host; unique in the region. Default: <name>-<environment>-<account>.'),
  plan: z.enum(['plus', 'essentials']).default('plus').describe('plus has threat protection; essentials has none (needs planJustification).'),
  planJustification: justification.optional().describe('Needed for the plan essentials.'),
  groups: z.array(group).default([{ name: 'inference-users', scopes: ['inference/invoke', 'inference/embed', 'vectors/read', 'models/read'] }, { name: 'platform-admins', scopes: ['platform/admin'] }, { name: 'reviewers', scopes: ['approvals/decide'] }]).describe('Groups of people, each with a role of its own.'),
  passkeyRelyingParty: domainName.optional().describe("Domain that passkeys are bound to; changing it orphans those registered. Default: the pool's own host."),
  callbackUrls: z.array(z.url({ protocol: /^https$/, error: 'must be an https URL; such as https://app.example.com/callback' })).default([]).describe('Where people return to after signing in. Default: no sign-in client, machine clients only.'),
  logoutUrls: z.array(z.url({ protocol: /^https$/, error: 'must be an https URL; such as https://app.example.com/' })).default([]).describe('Where people return to after signing out.'),
  accessTokenMinutes: z.int().min(5).max(1440).default(60).describe('Life of an access token.'),
});

const oidc = z.strictObject({
  issuerUrl: z.url({ protocol: /^https$/, error: 'must be an https URL; the value of iss in your tokens' }).describe('Issuer of the tokens, exactly as in their iss claim.'),
  audience: z.string().min(1).describe('Value that the aud claim must hold.'),
  groupClaim: z.string().min(1).default('groups').describe('Claim that lists the groups.'),
  tenantClaim: z.string().min(1).default('tenant').describe('Claim that names the tenant.'),
  scopeClaim: z.string().min(1).default('scope').describe('Claim that lists the scopes.'),
  jwksUri: z.url({ protocol: /^https$/, error: 'must be an https URL; that of the keys of your issuer' }).optional().describe("Where the issuer publishes its keys, reachable from the internet. Default: named in its discovery document."),
  groupMapping: z.record(z.string(), scopes).default({}).describe("Your groups to the platform's scopes. Default: only the scope claim counts."),
});

export const identity = z
  .strictObject({
    cognito: cognito.optional().describe('A user pool of the platform (the default).'),
    oidc: oidc.optional().describe('Tokens of your own issuer instead.'),
  })
  .describe('Who signs in: cognito (default) or oidc, not both.');

export const api = z.strictObject({
  exposure: z.enum(['regional', 'private']).default('regional').describe('regional: reached over the internet, behind WAF and tokens. private: only through the VPC endpoints below.'),
  vpcEndpointIds: z.array(ec2Id('vpce')).default([]).describe('execute-api endpoints that a private API admits.'),
  domain: z
    .strictObject({
      name: domainName.describe('Name of the API.'),
      certificateArn: certificateArn.optional().describe('ACM certificate for it in the region of the platform. Must be given.'),
      hostedZoneId: z.string().regex(/^Z[A-Z0-9]{5,31}$/, 'must be the id of a Route 53 hosted zone; it begins with Z').optional().describe('Hosted zone in which the record is made. Default: you make it.'),
    })
    .optional()
    .describe("A domain of yours for the API; its default host is then off. Default: the API's own host."),
  loadBalancerCertificate: z
    .strictObject({
      domainName: domainName.optional().describe('Name on the certificate; need not resolve.'),
      certificateArn: certificateArn.optional().describe('Public ACM certificate for domainName: API Gateway verifies it.'),
      ownAuthority: justification.optional().describe('Development only: a certificate made at deploy; API Gateway checks name and expiry but not the issuer.'),
    })
    .prefault({})
    .describe('Certificate of the internal load balancer: domainName and certificateArn, or ownAuthority.'),
  tls: z.enum(['1.2', '1.3']).default('1.3').describe('Oldest TLS version that the API answers. 1.2 needs tlsJustification.'),
  tlsJustification: justification.optional().describe('Needed for tls 1.2.'),
  throttling: throttle.prefault({ ratePerSecond: 50, burst: 100 }).describe('Requests that the whole stage admits.'),
  waf: z
    .strictObject({
      ratePerAddress: z.int().min(10).max(2_000_000_000).default(1000).describe('Requests per address and five minutes.'),
      ratePerToken: z.int().min(10).max(2_000_000_000).default(600).describe('Requests per bearer token and five minutes.'),
    })
    .prefault({})
    .describe('Web application firewall.'),
  limits: z
    .strictObject({
      maximumMessages: z.int().min(1).max(1000).default(100).describe('Messages in one chat request.'),
      maximumCharacters: z.int().min(1).max(1_000_000).default(500_000).describe('Characters in one message.'),
      maximumBodyKib: z.int().min(1).max(10_240).default(1024).describe('Largest request body in KiB.'),
      maximumTokens: z.int().min(1).max(131_072).default(4096).describe('Tokens that one answer may have.'),
    })
    .prefault({})
    .describe('Limits in the request models.'),
  timeoutSeconds: z.int().min(1).max(900).default(300).describe('How long a streamed answer may take.'),
  cloudWatchRole: z.enum(['create', 'existing']).default('create').describe('Role with which API Gateway writes logs: one for the whole account and region. create: make one and set it if the account has none. existing: it is set already, make nothing.'),
  logRetentionDays: logRetentionDays.default(365).describe('Days for which access logs are kept.'),
});
