import { Duration, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditTrail, LogArchive } from '../../constructs/audit';
import { acknowledge, finding } from '../../constructs/core/acknowledge';
import { DataClass, DataKeys } from '../../constructs/encryption';
import { SecureBucket } from '../../constructs/storage';
import type { PlatformConfig } from '../config/schema';
import { PlatformStack, objectLock, retention } from './platform-stack';

/** Key prefix below which the gateway's load balancer puts its logs. */
const LOAD_BALANCER_LOG_PREFIX = 'gateway';

/** Keys, log archive and trail: what everything else stands on. */
export class FoundationStack extends PlatformStack {
  public readonly keys: DataKeys;
  public readonly archive: LogArchive;
  /** Sealed records of what the AI gateway was asked and answered. */
  public readonly auditRecords: SecureBucket;
  /** @default - the organisation has a trail already */
  public readonly trail?: AuditTrail;

  constructor(scope: Construct, config: PlatformConfig) {
    super(scope, 'Foundation', 'Customer keys, log archive and CloudTrail', config);
    this.keys = new DataKeys(this, 'Keys', {
      aliasPrefix: `${config.name}-${config.environment}`,
      administrators: config.keys.administrators.length === 0 ? undefined : this.importRoles('KeyAdministrator', config.keys.administrators),
      rotationPeriod: Duration.days(config.keys.rotationDays),
      pendingWindow: Duration.days(config.keys.pendingWindowDays),
      removalPolicy: this.removalPolicy,
    });
    const auditKey = this.keys.key(DataClass.AUDIT);
    const logsKey = this.keys.key(DataClass.LOGS);
    const { retentionDays } = config.audit;
    this.archive = new LogArchive(this, 'Archive', {
      auditKey,
      logsKey,
      objectLock: objectLock(config.audit.objectLock),
      trailRetention: Duration.days(retentionDays.audit),
      deliveredRetention: Duration.days(retentionDays.access),
      accessRetention: Duration.days(retentionDays.access),
      removalPolicy: this.removalPolicy,
    });
    this.archive.accessLogs.admitLoadBalancerLogs(LOAD_BALANCER_LOG_PREFIX);
    this.auditRecords = new SecureBucket(this, 'AuditRecords', {
      encryptionKey: auditKey,
      objectLock: objectLock(config.audit.objectLock),
      lifecycleRules: [{ id: 'ExpireRecords', expiration: Duration.days(retentionDays.audit) }],
      perimeter: { organizationId: config.organizationId },
      serverAccessLogsBucket: this.archive.accessLogs,
      removalPolicy: this.removalPolicy,
      logEncryptionKey: logsKey,
    });
    if (config.audit.trail === 'create') this.trail = this.createTrail();
  }

  private createTrail(): AuditTrail {
    const trail = new AuditTrail(this, 'Trail', {
      encryptionKey: this.keys.key(DataClass.AUDIT),
      logEncryptionKey: this.keys.key(DataClass.LOGS),
      bucket: this.archive.trails,
      // Buckets that only logs are written to: recording each would cause another one.
      unrecordedBuckets: [this.archive.accessLogs, this.archive.delivered],
      logRetention: retention(this.config.audit.retentionDays.application),
      removalPolicy: this.removalPolicy,
    });
    if (this.config.audit.alarmEmail !== undefined) trail.alarms.topic.addSubscription(new subscriptions.EmailSubscription(this.config.audit.alarmEmail));
    else {
      acknowledge(trail.alarms.topic, {
        findings: [finding('SecureAi', 'AlarmTopicHeard')],
        reason: 'audit.alarmEmail names nobody; alarms show in CloudWatch, and whoever wants to hear of them subscribes to the topic',
        owner: this.config.owner,
        expires: '2027-11-30',
      });
    }
    return trail;
  }
}
