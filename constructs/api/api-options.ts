import type { aws_certificatemanager as acm } from 'aws-cdk-lib';

/** How many requests are let through. Rates are targets that API Gateway aims at, not exact limits. */
export interface ApiThrottle {
  /** Requests per second in the long run. */
  readonly rateLimit: number;
  /** Requests that may come at once. */
  readonly burstLimit: number;
}

/** What one tenant may use. Each plan has an API key of its own, which the tenant's clients send as `x-api-key` beside the token. */
export interface TenantPlan {
  /** Name of the tenant. */
  readonly tenant: string;
  /** Requests per second. @default - 10 per second, 20 at once */
  readonly throttle?: ApiThrottle;
  /** Requests in one day. @default 10000 */
  readonly requestsPerDay?: number;
}

/** A name of your own for the API. The endpoint that API Gateway gives is switched off with it. */
export interface ApiDomain {
  /** Full domain name: `ai.example.com`. */
  readonly domainName: string;
  /** Certificate for it, in the API's region. */
  readonly certificate: acm.ICertificate;
}

/** Bounds of one request. The edge refuses what is beyond them with 400. */
export interface ApiRequestLimits {
  /** Messages in one chat. @default 512 */
  readonly maxMessages?: number;
  /** Characters of one message, or of one text to embed. @default 500000 */
  readonly maxContentCharacters?: number;
  /** Tokens that may be asked for in one answer. @default 8192 */
  readonly maxOutputTokens?: number;
  /** Answers to one question (`n`). @default 4 */
  readonly maxChoices?: number;
  /** Tools offered to the model. @default 128 */
  readonly maxTools?: number;
  /** Texts in one embedding request. @default 256 */
  readonly maxEmbeddingInputs?: number;
  /** Items in one vector upsert. @default 256 */
  readonly maxVectorItems?: number;
}

/** How the web ACL counts. */
export interface WebAclOptions {
  /** Requests that one address may send in five minutes. @default 2000 */
  readonly requestsPerIp?: number;
  /** Requests that may be sent with one token in five minutes. @default 1000 */
  readonly requestsPerToken?: number;
  /** Also refuse anonymising networks and hosting providers. Callers that run in a cloud are among them. @default false */
  readonly blockAnonymousIps?: boolean;
}

/** Where the role comes from with which API Gateway writes logs. There is one for each account and region. */
export enum AccountLoggingRole {
  /** The account has one already; nothing is made and nothing overwritten. */
  EXISTING = 'existing',
  /** Make one, and set it at deploy if the account has none: one that is set is never replaced. Both stay when the stack goes, as other APIs use them. */
  CREATE = 'create',
}
