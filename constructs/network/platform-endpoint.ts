/** What a service of your own choosing needs to be reached through an interface endpoint. */
export interface PlatformEndpointOptions {
  /**
   * Names that clients resolve, beyond which the DNS firewall blocks. `{region}` and `{suffix}` are replaced by the Region
   * and by its domain (`amazonaws.com`, `amazonaws.com.cn`, …).
   * @default ['<service>.{region}.{suffix}']
   */
  readonly dnsNames?: string[];
}

/** An AWS service that is reached through an interface endpoint of the network. Each costs by the hour in each zone, so they are chosen one by one. */
export class PlatformEndpoint {
  /** ECS control plane. Instances need all three ECS endpoints; Fargate needs none of them. */
  public static readonly ECS = new PlatformEndpoint('ecs', ['ecs.{region}.{suffix}']);
  /** ECS agent's command channel. */
  public static readonly ECS_AGENT = new PlatformEndpoint('ecs-agent', ecsCells('ecs-a'));
  /** ECS agent's telemetry channel. */
  public static readonly ECS_TELEMETRY = new PlatformEndpoint('ecs-telemetry', ecsCells('ecs-t'));
  /** ECR API. Image pulls need both ECR endpoints and the S3 gateway. */
  public static readonly ECR_API = new PlatformEndpoint('ecr.api', ['api.ecr.{region}.{suffix}']);
  /** ECR registry. */
  public static readonly ECR_DKR = new PlatformEndpoint('ecr.dkr', ['dkr.ecr.{region}.{suffix}', '*.dkr.ecr.{region}.{suffix}']);
  /** CloudWatch Logs. */
  public static readonly LOGS = new PlatformEndpoint('logs', ['logs.{region}.{suffix}']);
  /** Secrets Manager. */
  public static readonly SECRETS_MANAGER = new PlatformEndpoint('secretsmanager', ['secretsmanager.{region}.{suffix}']);
  /** KMS. */
  public static readonly KMS = new PlatformEndpoint('kms', ['kms.{region}.{suffix}']);
  /** RDS Data API. */
  public static readonly RDS_DATA = new PlatformEndpoint('rds-data', ['rds-data.{region}.{suffix}']);
  /** CloudWatch metrics, for code that calls PutMetricData. */
  public static readonly MONITORING = new PlatformEndpoint('monitoring', ['monitoring.{region}.{suffix}']);
  /** Systems Manager. Opens the S3 gateway to the buckets of its agent. */
  public static readonly SSM = new PlatformEndpoint('ssm', ['ssm.{region}.{suffix}']);
  /** Session channel of Systems Manager; ECS Exec uses it. */
  public static readonly SSM_MESSAGES = new PlatformEndpoint('ssmmessages', ['ssmmessages.{region}.{suffix}']);
  /** Command channel of older Systems Manager agents. */
  public static readonly EC2_MESSAGES = new PlatformEndpoint('ec2messages', ['ec2messages.{region}.{suffix}']);
  /** STS, for code that assumes roles. */
  public static readonly STS = new PlatformEndpoint('sts', ['sts.{region}.{suffix}']);
  /** X-Ray and OpenTelemetry traces. */
  public static readonly XRAY = new PlatformEndpoint('xray', ['xray.{region}.{suffix}']);
  /** Bedrock models. Its policy also admits AWS's foundation models, which belong to no account. */
  public static readonly BEDROCK_RUNTIME = new PlatformEndpoint('bedrock-runtime', ['bedrock-runtime.{region}.{suffix}']);
  /** EventBridge. */
  public static readonly EVENTS = new PlatformEndpoint('events', ['events.{region}.{suffix}']);
  /** SQS. */
  public static readonly SQS = new PlatformEndpoint('sqs', ['sqs.{region}.{suffix}']);
  /** SNS. */
  public static readonly SNS = new PlatformEndpoint('sns', ['sns.{region}.{suffix}']);
  /** Data Firehose. */
  public static readonly FIREHOSE = new PlatformEndpoint('kinesis-firehose', ['firehose.{region}.{suffix}']);
  /** Telemetry of GuardDuty runtime monitoring. */
  public static readonly GUARDDUTY_DATA = new PlatformEndpoint('guardduty-data', ['guardduty-data.{region}.{suffix}']);

  /** What the platform needs: ECS on instances and Fargate, image pulls, logs, secrets and keys. */
  public static readonly DEFAULTS: PlatformEndpoint[] = [
    PlatformEndpoint.ECS, PlatformEndpoint.ECS_AGENT, PlatformEndpoint.ECS_TELEMETRY, PlatformEndpoint.ECR_API,
    PlatformEndpoint.ECR_DKR, PlatformEndpoint.LOGS, PlatformEndpoint.SECRETS_MANAGER, PlatformEndpoint.KMS,
  ];

  /**
   * Any other AWS service that has an interface endpoint.
   * @param service last part of its service name: `states` for `com.amazonaws.<region>.states`
   */
  public static of(service: string, options: PlatformEndpointOptions = {}): PlatformEndpoint {
    return new PlatformEndpoint(service, options.dnsNames ?? [`${service}.{region}.{suffix}`]);
  }

  private constructor(
    /** Last part of the service name: `ecr.api` of `com.amazonaws.<region>.ecr.api`. */
    public readonly service: string,
    /** Names that clients resolve, with `{region}` and `{suffix}` to be replaced. */
    public readonly dnsNames: string[],
  ) {}
}

/**
 * The agent connects to the endpoint that ECS tells it: the zone's plain name behind an interface endpoint, a numbered cell elsewhere.
 * A DNS firewall takes `*` only as a whole first label, so the numbered names are written out; a blocked one would keep instances from joining.
 */
function ecsCells(prefix: string): string[] {
  const cells = Array.from({ length: 20 }, (_, index) => `${prefix}-${index + 1}.{region}.{suffix}`);
  return [`${prefix}.{region}.{suffix}`, ...cells];
}
