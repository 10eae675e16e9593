import { Aws, aws_iam as iam } from 'aws-cdk-lib';
import { granteePolicies } from '../core/grantee-policies';
import { acknowledgeObjectWildcard } from '../storage/object-wildcard';
import { DECRYPT, ENCRYPT, LIST_OBJECTS, READ_OBJECTS, WRITE_OBJECTS } from './perms';
import type { ITrainingDataBucket } from './training-data-bucket-base';

/**
 * Grants on the objects of a training data bucket. They write to the principal's own policies only, never to the bucket's or the key's,
 * so that principals may lie in any stack; the bucket's policy still refuses what it refuses.
 */
export class TrainingDataBucketGrants {
  /** Grants for a bucket, created or imported. */
  public static fromTrainingDataBucket(bucket: ITrainingDataBucket): TrainingDataBucketGrants {
    return new TrainingDataBucketGrants(bucket);
  }

  private constructor(private readonly resource: ITrainingDataBucket) {}

  /**
   * Read and list objects.
   * @param grantee the role that reads
   * @param keyPrefix only keys that begin with it, such as `images/`. All keys when left out
   */
  public read(grantee: iam.IGrantable, keyPrefix: string = ''): iam.Grant {
    const { bucket } = this.resource;
    const list = iam.Grant.addToPrincipal({
      grantee,
      actions: LIST_OBJECTS,
      resourceArns: [bucket.bucketArn],
      conditions: keyPrefix === '' ? undefined : { StringLike: { 's3:prefix': `${keyPrefix}*` } },
    });
    return list.combine(this.onObjects(grantee, READ_OBJECTS, keyPrefix)).combine(this.onKey(grantee, DECRYPT));
  }

  /**
   * Upload objects, whole or in parts. Neither reading nor deleting.
   * @param grantee the role that writes
   * @param keyPrefix only keys that begin with it, such as `images/`. All keys when left out
   */
  public write(grantee: iam.IGrantable, keyPrefix: string = ''): iam.Grant {
    return this.onObjects(grantee, WRITE_OBJECTS, keyPrefix).combine(this.onKey(grantee, ENCRYPT));
  }

  private onObjects(grantee: iam.IGrantable, actions: string[], keyPrefix: string): iam.Grant {
    const { bucket } = this.resource;
    const grant = iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [bucket.arnForObjects(`${keyPrefix}*`)] });
    acknowledgeObjects(grantee, bucket.bucketArn, `${keyPrefix}*`);
    return grant;
  }

  /** The key, through S3 and for this bucket only: with a bucket key the context is the bucket's ARN, without one the object's. */
  private onKey(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    const { bucket, encryptionKey } = this.resource;
    return iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [encryptionKey.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects('*')] },
      },
    });
  }
}

function acknowledgeObjects(grantee: iam.IGrantable, bucketArn: string, keyPattern: string): void {
  for (const policy of granteePolicies(grantee)) {
    acknowledgeObjectWildcard(policy, bucketArn, keyPattern, 'Objects are named by key; the pattern covers one bucket, or one prefix of it, and the actions are listed one by one');
  }
}
