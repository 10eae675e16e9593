import { Names, RemovalPolicy, Stack, Token, aws_cloudtrail as cloudtrail, aws_iam as iam, type aws_kms as kms, aws_logs as logs, type aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { WorkloadRole } from '../core/workload-role';
import { AuditAlarms } from './audit-alarms';
import { TrailBucket } from './trail-bucket';

/** A trail that records what is done in the account. */
export interface IAuditTrail extends IConstruct {
  /** ARN of the trail. */
  readonly trailArn: string;
}

/** Attributes of a trail that exists already. */
export interface AuditTrailAttributes {
  /** ARN of the trail; that of an organisation lies in the management account. */
  readonly trailArn: string;
}

/** Properties of an AuditTrail. */
export interface AuditTrailProps {
  /** Key of the logs and the alarms' topic; its policy must admit CloudTrail and CloudWatch (the `audit` key of DataKeys does). */
  readonly encryptionKey: kms.IKey;
  /** Key of the log group; its policy must admit CloudWatch Logs. @default - encryptionKey */
  readonly logEncryptionKey?: kms.IKey;
  /** Bucket that receives the logs, `trails` of a LogArchive. @default - one of its own */
  readonly bucket?: TrailBucket;
  /** Name of the trail, unique in account and Region. @default - made from the construct's path, because bucket and key policy must name it before it is there */
  readonly trailName?: string;
  /** The only buckets whose reads and writes of objects are recorded. @default - every bucket of the account except those of logs */
  readonly recordedBuckets?: s3.IBucket[];
  /** Buckets whose objects are not recorded: those that only logs are written to, since each log would cause another one. The trail's own is among them. @default - only the trail's own */
  readonly unrecordedBuckets?: s3.IBucket[];
  /** Types of resources, beside objects in buckets, whose data events are recorded. @default - tables of DynamoDB, functions of Lambda, and clusters called through the RDS Data API */
  readonly dataEventTypes?: string[];
  /** Kinds of unusual activity that CloudTrail looks for. @default - ApiCallRateInsight, ApiErrorRateInsight */
  readonly insightTypes?: string[];
  /** How long the log group keeps events; the bucket keeps them longer. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to log group and bucket when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

const DATA_EVENT_TYPES = ['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::RDS::DBCluster'];
const INSIGHT_TYPES = ['ApiCallRateInsight', 'ApiErrorRateInsight'];

/**
 * A trail over all Regions with data events, encrypted, validated, in a locked bucket, with alarms. It adds a trail to the account and changes no other;
 * where the organisation has one already, take `AuditTrail.fromAuditTrailAttributes` and no second copy of the events is paid for.
 */
export class AuditTrail extends Construct implements IAuditTrail {
  /** A trail that exists already, such as the organisation's. Nothing is created: it must record data events itself. */
  public static fromAuditTrailAttributes(scope: Construct, id: string, attributes: AuditTrailAttributes): IAuditTrail {
    class Imported extends Construct implements IAuditTrail {
      public readonly trailArn = attributes.trailArn;
    }
    return new Imported(scope, id);
  }

  public readonly trailArn: string;
  /** Bucket that receives the logs. */
  public readonly bucket: TrailBucket;
  /** Log group that receives the events, for queries and metric filters. */
  public readonly logGroup: logs.ILogGroup;
  /** Alarms over the events. Subscribe to their topic. */
  public readonly alarms: AuditAlarms;

  /** @throws PlatformError when the name is not one of a trail */
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const trailName = props.trailName ?? `${Names.uniqueResourceName(this, { maxLength: 100, separator: '-' })}-trail`;
    if (!Token.isUnresolved(trailName) && !/^(?!.*[._-]{2})[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/.test(trailName)) {
      throwProblems([{ code: 'TrailNameInvalid', what: "'trailName' must be 3 to 128 letters, digits and single separators", got: trailName, where: this.node.path, fix: 'choose a plain name' }]);
    }
    this.trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const logKey = props.logEncryptionKey ?? props.encryptionKey;
    this.bucket = props.bucket ?? new TrailBucket(this, 'Bucket', { encryptionKey: props.encryptionKey, removalPolicy, logEncryptionKey: logKey });
    this.bucket.admitTrail(this.trailArn);
    this.logGroup = new logs.LogGroup(this, 'Events', { encryptionKey: logKey, retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR, removalPolicy });
    const role = new WorkloadRole(this, 'Role', { assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'), description: 'Delivers the events of the trail to its log group' });
    const delivery = this.logGroup.grantWrite(role);

    const trail = new cloudtrail.CfnTrail(this, 'Resource', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: this.bucket.bucketName,
      kmsKeyId: props.encryptionKey.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelectors: this.selectors(props),
      insightSelectors: (props.insightTypes ?? INSIGHT_TYPES).map((insightType) => ({ insightType })),
    });
    // CloudTrail tries bucket, key and log group when the trail is made; and the trail must be gone before its bucket is emptied.
    // Not the bucket itself: the trail refers to it already, and validators rightly warn of saying so twice.
    trail.node.addDependency(...this.bucket.node.children.filter((child) => child !== this.bucket.node.defaultChild));
    delivery.applyBefore(trail);
    this.alarms = new AuditAlarms(this, 'Alarms', { logGroup: this.logGroup, encryptionKey: props.encryptionKey });
  }

  /** Advanced selectors replace the default ones, so management events are named too. */
  private selectors(props: AuditTrailProps): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
    const objects = (buckets: readonly s3.IBucket[]) => buckets.map((bucket) => `${bucket.bucketArn}/`);
    const category = (value: string) => ({ field: 'eventCategory', equalTo: [value] });
    const type = (value: string) => ({ field: 'resources.type', equalTo: [value] });
    const which = props.recordedBuckets === undefined
      ? { field: 'resources.ARN', notStartsWith: objects([this.bucket, ...(props.unrecordedBuckets ?? [])]) }
      : { field: 'resources.ARN', startsWith: objects(props.recordedBuckets) };
    return [
      { name: 'Management events', fieldSelectors: [category('Management')] },
      { name: 'Objects in buckets', fieldSelectors: [category('Data'), type('AWS::S3::Object'), which] },
      ...(props.dataEventTypes ?? DATA_EVENT_TYPES).map((value) => ({ name: `Data events of ${value}`, fieldSelectors: [category('Data'), type(value)] })),
    ];
  }
}
