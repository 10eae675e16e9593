import type { Duration, RemovalPolicy, aws_certificatemanager as acm, aws_ecs as ecs, aws_elasticloadbalancingv2 as elbv2, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_sns as sns } from 'aws-cdk-lib';
import type { ServiceSchedule } from '../inference/container-service';
import type { PinnedImage } from '../inference/pinned-image';
import type { IIsolatedNetwork } from '../network/isolated-network-base';
import type { IGatewayStateTable } from './gateway-state-table-base';

/** How a new version takes over: a share of the requests first, the rest after a while without alarms. */
export interface GatewayCanary {
  /** Share of requests that the new version gets first, in percent, 0.1 to 100. @default 10 */
  readonly percent?: number;
  /** How long it has that share. @default Duration.minutes(10) */
  readonly bakeTime?: Duration;
}

/** Properties of a GatewayService. */
export interface GatewayServiceProps {
  /** Network whose APP subnets, `LOAD_BALANCER` and `GATEWAY` security groups it uses. */
  readonly network: IIsolatedNetwork;
  /** Image of the gateway. It serves TLS on port 8443 and answers 200 at /healthz (environment: lib/contract/gateway). */
  readonly image: PinnedImage;
  /** Certificate of the load balancer's listener. */
  readonly certificate: acm.ICertificate;
  /** Secret with the certificate that the gateway serves, and shows to the inference server, its private key and authority. */
  readonly tlsSecret: secretsmanager.ISecret;
  /** Bucket for access and connection logs of the load balancer; it must be encrypted by S3 itself (SSE-S3). In another stack, its policy must admit `logdelivery.elasticloadbalancing.amazonaws.com`. */
  readonly accessLogsBucket: s3.IBucket;
  /** Issuer of the tokens, as in their claim `iss`. */
  readonly tokenIssuer: string;
  /** Audience, or client ids separated by commas, that the tokens must name. */
  readonly tokenAudience: string;
  /** Secret into which TokenKeys publishes the issuer's keys: an isolated network has no way to the issuer itself. @default - the gateway asks the issuer */
  readonly tokenKeysSecret?: secretsmanager.ISecret;
  /** Where the issuer publishes its keys, at an address that the network reaches (a VPC endpoint, a peering). Not used with `tokenKeysSecret`. @default - named in the issuer's discovery document */
  readonly jwksUri?: string;
  /** Claim that names the tenant. @default tenant */
  readonly tenantClaim?: string;
  /** Claim that lists the groups. @default cognito:groups */
  readonly groupsClaim?: string;
  /** Claim whose scopes count beside those of the groups; an empty text where only groups count. @default scope */
  readonly scopeClaim?: string;
  /** Group to the scopes that its members hold, for an issuer whose tokens do not carry them. @default - only the token's own scopes count */
  readonly groupScopes?: { readonly [group: string]: string[] };
  /** Where the inference server answers. */
  readonly inferenceUrl: string;
  /** Name of the model there. */
  readonly modelName: string;
  /** Host of the vector store. @default - none */
  readonly vectorStoreHost?: string;
  /** Port of the vector store. @default 5432 */
  readonly vectorStorePort?: number;
  /** Database in it. @default - the gateway's own default */
  readonly vectorStoreDatabase?: string;
  /** Its database user, who signs in with IAM. @default - the gateway's own default */
  readonly vectorStoreUser?: string;
  /** Bucket that receives sealed audit records. The platform's own image does not start without one. @default - none, for an image of your own */
  readonly auditBucket?: s3.IBucket;
  /** Prefix of the audit records, without slashes at its ends. @default gateway */
  readonly auditPrefix?: string;
  /** Key of the audit bucket. @default - that of the bucket */
  readonly auditKey?: kms.IKey;
  /** Table in which the tasks share budgets and approvals. @default - each task keeps them for itself: a budget holds for each task, and an approval is known to one */
  readonly stateTable?: IGatewayStateTable;
  /** Sections of the gateway's configuration as config/gateway.schema.json describes it; each replaces that of the file in the image. At most 16 KiB as JSON, never a secret. @default - the file in the image */
  readonly settings?: { readonly [key: string]: unknown };
  /** More environment variables; never a secret. @default - none */
  readonly environment?: { readonly [name: string]: string };
  /** Cluster to run in. @default - one of its own, with Container Insights */
  readonly cluster?: ecs.ICluster;
  /** Processor of each task in units of 1/1024, as Fargate sells them. @default 1024 */
  readonly cpu?: number;
  /** Memory of each task in MiB. @default 2048 */
  readonly memoryMib?: number;
  /** Whether the image is for x86-64 or arm64. @default - CpuArchitecture.ARM64 */
  readonly cpuArchitecture?: ecs.CpuArchitecture;
  /** Fewest tasks. @default 2 */
  readonly minTasks?: number;
  /** Most tasks. @default 10 */
  readonly maxTasks?: number;
  /** Tasks that a deployment starts with; it resets what scaling had reached. @default - minTasks */
  readonly desiredTasks?: number;
  /** Requests in a minute for each task that scaling keeps to; not used with a canary, whose target groups change places. @default 600 */
  readonly requestsPerTask?: number;
  /** When the service runs at all. @default - always */
  readonly schedule?: ServiceSchedule;
  /** Sends a share of the requests to a new version first. @default - tasks are replaced one after the other */
  readonly canary?: GatewayCanary;
  /** Errors (status 500 and above) in a minute that stop and roll back a deployment. @default 10 */
  readonly errorThreshold?: number;
  /** Topic that hears of the alarm. @default - none */
  readonly alarmTopic?: sns.ITopic;
  /** TLS policy of the listener. @default - SslPolicy.TLS13_12_RES_PQ */
  readonly sslPolicy?: elbv2.SslPolicy;
  /** Key of the log groups; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the log group when the stack goes; anything but DESTROY also protects the load balancer from deletion. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}
