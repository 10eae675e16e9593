import { Aws, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { acknowledge, finding } from '../core/acknowledge';
import { acknowledgeNoReplication, baselineProps, defaultAdministrators, keepPolicyWithBucket, protect } from './bucket-baseline';
import { BucketEmptier } from './bucket-emptier';
import { MinimumTls, perimeterProblems } from './bucket-perimeter';
import { READ_AND_DELETE_ACTIONS, denyForeignAccounts } from './bucket-policy';

/** Properties of an AccessLogBucket. */
export interface AccessLogBucketProps {
  /** How long logs are kept, in whole days. @default Duration.days(365) */
  readonly retention?: Duration;
  /** Oldest TLS version a client may speak. @default MinimumTls.V1_2 */
  readonly minimumTls?: MinimumTls;
  /** ARNs of roles and users that may change and delete the bucket and its versions. @default - the execution role of the CDK bootstrap in this account and region */
  readonly administratorArns?: string[];
  /** What happens when the bucket leaves the stack: RETAIN keeps it with its policy, DESTROY empties and deletes it. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Key of the log group of the function that empties the bucket (DESTROY only); its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * A bucket into which AWS delivers logs that it cannot deliver under a customer key or a lock: S3 server access logs and load balancer access logs.
 * Encrypted with S3's own keys; otherwise guarded like a SecureBucket. Buckets of the account, in any stack, may log into it.
 */
export class AccessLogBucket extends s3.Bucket {
  private ownLoggingAcknowledged = false;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps = {}) {
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    throwProblems(perimeterProblems(undefined, props.administratorArns, `${scope.node.path}/${id}`));
    super(scope, id, {
      ...baselineProps(removalPolicy, Duration.days(30), [{ id: 'ExpireLogs', expiration: props.retention ?? Duration.days(365) }]),
      encryption: s3.BucketEncryption.S3_MANAGED,
    });
    const destroyed = removalPolicy === RemovalPolicy.DESTROY;
    protect(this, {
      minimumTls: props.minimumTls ?? MinimumTls.V1_2,
      administratorArns: props.administratorArns ?? defaultAdministrators(this),
      emptierArns: destroyed ? [BucketEmptier.of(this).roleArn] : [],
    });
    this.addToResourcePolicy(denyForeignAccounts({ bucketArn: this.bucketArn, objectsArn: this.arnForObjects('*') }, [Aws.ACCOUNT_ID], READ_AND_DELETE_ACTIONS));
    this.addToResourcePolicy(this.admit('AllowServerAccessLogs', 'logging.s3.amazonaws.com', [this.arnForObjects('*')], {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    }));
    keepPolicyWithBucket(this, removalPolicy);
    acknowledgeNoReplication(this);
    acknowledge(this, {
      findings: [finding('Nist', 'S3DefaultEncryptionKMS'), finding('Hipaa', 'S3DefaultEncryptionKMS')],
      reason: 'S3 and Elastic Load Balancing refuse to deliver access logs to a bucket whose default encryption uses KMS; the logs hold no object content',
      expires: '2027-11-30',
    });
    this.node.addValidation({ validate: () => this.acknowledgeOwnLogging() });
    if (destroyed) BucketEmptier.of(this).empty(this, { bypassGovernance: false, logEncryptionKey: props.logEncryptionKey });
  }

  /**
   * Admits the access and connection logs of this account's load balancers in this region. To be called once.
   * @param prefixes key prefixes that are configured at the load balancers, without slashes at their ends. Left out: logs without a prefix
   */
  public admitLoadBalancerLogs(...prefixes: string[]): void {
    const folders = prefixes.length === 0 ? [''] : prefixes.map((prefix) => `${prefix}/`);
    const source = Stack.of(this).formatArn({ service: 'elasticloadbalancing', resource: 'loadbalancer', resourceName: '*' });
    this.addToResourcePolicy(this.admit('AllowLoadBalancerLogs', 'logdelivery.elasticloadbalancing.amazonaws.com', folders.map((folder) => this.arnForObjects(`${folder}AWSLogs/${Aws.ACCOUNT_ID}/*`)), {
      // Where it is sent it must match. That it is sent everywhere is not sure (deployments in older regions were refused for want of it), and the folder names the account already.
      ArnLikeIfExists: { 'aws:SourceArn': source },
    }));
  }

  private admit(sid: string, service: string, objectArns: string[], conditions: { [operator: string]: { [key: string]: string } }): iam.PolicyStatement {
    return new iam.PolicyStatement({ sid, principals: [new iam.ServicePrincipal(service)], actions: ['s3:PutObject'], resources: objectArns, conditions });
  }

  /**
   * The last bucket of a chain of logs cannot be logged anywhere. cdk-nag sees that by itself when a bucket of the same stack logs into this one,
   * which is known only when the tree is complete.
   */
  private acknowledgeOwnLogging(): string[] {
    if (!this.ownLoggingAcknowledged && !this.isTargetInItsStack()) {
      this.ownLoggingAcknowledged = true;
      acknowledge(this, {
        findings: [finding('AwsSolutions', 'S1'), finding('Nist', 'S3BucketLoggingEnabled'), finding('Hipaa', 'S3BucketLoggingEnabled')],
        reason: 'It is the target of access logs; logging its own deliveries would make every log cause another one',
        expires: '2027-11-30',
      });
    }
    return [];
  }

  private isTargetInItsStack(): boolean {
    const stack = Stack.of(this);
    const target = JSON.stringify(stack.resolve(this.bucketName));
    return stack.node.findAll().some((node) => {
      if (!s3.CfnBucket.isCfnBucket(node) || Stack.of(node) !== stack) return false;
      const logging: unknown = stack.resolve(node.loggingConfiguration);
      return typeof logging === 'object' && logging !== null && 'destinationBucketName' in logging && JSON.stringify(logging.destinationBucketName) === target;
    });
  }
}
