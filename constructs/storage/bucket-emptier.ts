import { Duration, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EMPTY_ON_DELETE_TAG } from '../../lib/contract/bucket-emptier';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import { cfnBucket } from './bucket-baseline';
import { acknowledgeObjectWildcard } from './object-wildcard';

const MARK = Symbol.for('secure-ai-platform.BucketEmptier');
const ID = 'SecureBucketEmptier';

/** How one bucket is emptied. */
export interface EmptyingOptions {
  /** Whether versions under a governance lock are deleted too. */
  readonly bypassGovernance: boolean;
  /** Key of the function's log group. The first bucket of the stack that gives one decides. */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * The function that empties buckets before CloudFormation deletes them, which it can do to empty ones only. One in each stack, for all its buckets.
 * The policies of those buckets exempt its role for exactly this.
 */
export class BucketEmptier extends ServiceFunction {
  /** The one of the construct's stack; made when it is asked for first. */
  static of(scope: IConstruct): BucketEmptier {
    const stack = Stack.of(scope);
    const found = stack.node.tryFindChild(ID);
    return isBucketEmptier(found) ? found : new BucketEmptier(stack);
  }

  private onBuckets?: iam.PolicyStatement;
  private onObjects?: iam.PolicyStatement;
  private onLockedObjects?: iam.PolicyStatement;

  private constructor(stack: Stack) {
    super(stack, ID, {
      service: 'bucket-emptier',
      description: 'Empties the buckets that are deleted with their stack',
      timeout: Duration.minutes(15),
    });
    Object.defineProperty(this, MARK, { value: true });
  }

  /** ARN of its role, for the exemptions of bucket policies. */
  get roleArn(): string {
    return this.role.roleArn;
  }

  /**
   * Has the bucket emptied when it leaves the stack. The tag goes when the removal policy is changed to RETAIN, in the same update in which
   * CloudFormation deletes the custom resource, and without it the function deletes nothing: the change would otherwise cost the data.
   */
  empty(bucket: s3.Bucket, options: EmptyingOptions): void {
    this.encryptLogs(options.logEncryptionKey);
    cfnBucket(bucket).tags.setTag(EMPTY_ON_DELETE_TAG, 'true');
    this.onBuckets = this.allow(this.onBuckets, bucket.bucketArn, [
      's3:GetBucketTagging', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads',
    ]);
    this.onObjects = this.allow(this.onObjects, bucket.arnForObjects('*'), ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload']);
    if (options.bypassGovernance) this.onLockedObjects = this.allow(this.onLockedObjects, bucket.arnForObjects('*'), ['s3:BypassGovernanceRetention']);
    const resource = new ServiceResource(bucket, 'Emptying', {
      handler: this,
      resourceType: 'Custom::EmptiedBucket',
      properties: { BucketName: bucket.bucketName, ObjectsArn: bucket.arnForObjects('*'), BypassGovernance: String(options.bypassGovernance) },
      timeout: Duration.minutes(20),
    });
    // Deleted in reverse: first this resource, which needs the policy's exemption, then the policy, then the bucket.
    if (bucket.policy !== undefined) resource.node.addDependency(bucket.policy);
    acknowledgeObjectWildcard(this.role.node.findChild('Permissions'), bucket.bucketArn, '*',
      'Emptying a bucket means deleting every object of it; the role may do so in the buckets that are deleted with this stack and in no other');
  }

  /** One statement for all buckets of the stack: a policy has 6,144 characters. A statement that has been rendered already takes no more resources. */
  private allow(statement: iam.PolicyStatement | undefined, resource: string, actions: string[]): iam.PolicyStatement {
    if (statement !== undefined && !statement.frozen) {
      statement.addResources(resource);
      return statement;
    }
    const added = new iam.PolicyStatement({ actions, resources: [resource] });
    this.role.addToPrincipalPolicy(added);
    return added;
  }


  private encryptLogs(key: kms.IKey | undefined): void {
    const group = this.node.findChild('Logs').node.defaultChild;
    if (key !== undefined && logs.CfnLogGroup.isCfnLogGroup(group)) group.kmsKeyId ??= key.keyArn;
  }
}

function isBucketEmptier(construct: IConstruct | undefined): construct is BucketEmptier {
  return construct !== undefined && MARK in construct;
}
