import { aws_iam as iam } from 'aws-cdk-lib';
import { ForwardedRequests, type MinimumTls } from './bucket-perimeter';

/*
 * The deny statements of a bucket policy, one concern each. How S3 reads conditions, on which they rest:
 * - all operators and keys of one statement must hold together (AND); several values of a negated operator mean "none of them";
 * - a negated operator (StringNotEquals, ArnNotLike) holds when its key is absent, a positive one does not: where absence must not count, a `Null` test stands beside it;
 * - headers are seen as sent: the bucket's default encryption is applied after the policy has been judged.
 */

/** The bucket as a policy names it. */
export interface PolicyTarget {
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** ARN of its objects, `<bucket>/*`. */
  readonly objectsArn: string;
}

const ALGORITHM = 's3:x-amz-server-side-encryption';
const KEY_ID = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const CUSTOMER_ALGORITHM = 's3:x-amz-server-side-encryption-customer-algorithm';

/** Requests on objects. Nothing that CloudFormation needs to manage the bucket is among them. */
const OBJECT_ACTIONS = ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:RestoreObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];

/** Requests that show names of objects. */
const LISTING_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];

/** Refuses plain HTTP for everything: data and credentials must not cross a wire in the clear. */
export function denyPlainHttp(target: PolicyTarget): iam.PolicyStatement {
  return deny('DenyPlainHttp', ['s3:*'], [target.bucketArn, target.objectsArn], { Bool: { 'aws:SecureTransport': 'false' } });
}

/** Refuses TLS versions older than the minimum. S3 refuses those below 1.2 by itself; the statement holds where that changes, and for 1.3. */
export function denyOldTls(target: PolicyTarget, minimum: MinimumTls): iam.PolicyStatement {
  return deny('DenyOldTls', ['s3:*'], [target.bucketArn, target.objectsArn], { NumericLessThan: { 's3:TlsVersion': minimum } });
}

/** Refuses uploads that ask for another algorithm than `aws:kms` (AES256 would use a key of S3's own). Uploads that ask for none pass here. */
export function denyWrongAlgorithm(target: PolicyTarget): iam.PolicyStatement {
  return deny('DenyWrongAlgorithm', ['s3:PutObject'], [target.objectsArn], { Null: { [ALGORITHM]: 'false' }, StringNotEquals: { [ALGORITHM]: 'aws:kms' } });
}

/** Refuses uploads under another key: whoever holds a foreign key could encrypt our data away from us. Compared as text, so clients state the key's full ARN. */
export function denyForeignKey(target: PolicyTarget, keyArn: string): iam.PolicyStatement {
  return deny('DenyForeignKey', ['s3:PutObject'], [target.objectsArn], { Null: { [KEY_ID]: 'false' }, StringNotEquals: { [KEY_ID]: keyArn } });
}

/** Refuses `aws:kms` without a key id: S3 would take the account's AWS managed key `aws/s3`, not the bucket's default key. */
export function denyMissingKeyId(target: PolicyTarget): iam.PolicyStatement {
  return deny('DenyMissingKeyId', ['s3:PutObject'], [target.objectsArn], { StringEquals: { [ALGORITHM]: 'aws:kms' }, Null: { [KEY_ID]: 'true' } });
}

/** Refuses keys that the client brings along (SSE-C): the platform could neither read nor revoke them. */
export function denyCustomerProvidedKey(target: PolicyTarget): iam.PolicyStatement {
  return deny('DenyCustomerProvidedKey', ['s3:PutObject'], [target.objectsArn], { Null: { [CUSTOMER_ALGORITHM]: 'false' } });
}

/** Strict mode: refuses uploads that state no encryption. CopyObject and CreateMultipartUpload are judged as s3:PutObject too and must state it; replication has its own action. */
export function denyHeaderlessUpload(target: PolicyTarget): iam.PolicyStatement {
  return deny('DenyHeaderlessUpload', ['s3:PutObject'], [target.objectsArn], { Null: { [ALGORITHM]: 'true' } });
}

/** Refuses moving existing objects to another key in place, which no upload header would show. */
export function denyReencryption(target: PolicyTarget, exemptArns: string[]): iam.PolicyStatement {
  return deny('DenyReencryption', ['s3:UpdateObjectEncryption'], [target.objectsArn], { ArnNotLike: { 'aws:PrincipalArn': exemptArns } });
}

/** Refuses principals of other accounts, whatever another statement or their own account allows. AWS service principals belong to no account. */
export function denyForeignAccounts(target: PolicyTarget, accountIds: string[], actions: string[] = ['s3:*']): iam.PolicyStatement {
  return deny('DenyForeignAccounts', actions, [target.bucketArn, target.objectsArn], {
    StringNotEquals: { 'aws:PrincipalAccount': accountIds },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  });
}

/** Every action on data except s3:PutObject: for buckets into which log delivery of some regions writes under an account of AWS. */
export const READ_AND_DELETE_ACTIONS = ['s3:GetObject*', 's3:DeleteObject*', ...LISTING_ACTIONS];

/** Refuses callers outside the organisation. `BoolIfExists`, not `Bool`: an anonymous request lacks the key and must not slip through. */
export function denyOutsideOrganization(target: PolicyTarget, organizationId: string, exemptArns: string[]): iam.PolicyStatement {
  return deny('DenyOutsideOrganization', [...OBJECT_ACTIONS, ...LISTING_ACTIONS], [target.bucketArn, target.objectsArn], {
    StringNotEquals: { 'aws:PrincipalOrgID': organizationId },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    ...notAmong(exemptArns),
  });
}

/**
 * Refuses requests on objects that do not come through the endpoints (the key is absent then, which counts as "not equal").
 * Bucket configuration stays reachable, so that CloudFormation, which comes from outside, can still update the bucket.
 */
export function denyOutsideEndpoints(target: PolicyTarget, vpcEndpointIds: string[], forwarded: ForwardedRequests, exemptArns: string[]): iam.PolicyStatement {
  return deny('DenyOutsideEndpoints', OBJECT_ACTIONS, [target.objectsArn], outsideEndpoints(vpcEndpointIds, forwarded, exemptArns));
}

/** Refuses listings that do not come through the endpoints. Administrators are exempt: CloudFormation asks with s3:ListBucket whether the bucket is there. */
export function denyListingOutsideEndpoints(target: PolicyTarget, vpcEndpointIds: string[], forwarded: ForwardedRequests, exemptArns: string[]): iam.PolicyStatement {
  return deny('DenyListingOutsideEndpoints', LISTING_ACTIONS, [target.bucketArn], outsideEndpoints(vpcEndpointIds, forwarded, exemptArns));
}

/** Refuses changing or removing this policy: else one call would undo every other statement. The account's root user always can, by S3's own rule. */
export function denyPolicyChange(target: PolicyTarget, administratorArns: string[]): iam.PolicyStatement {
  return deny('DenyPolicyChange', ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'], [target.bucketArn], { ArnNotLike: { 'aws:PrincipalArn': administratorArns } });
}

/** Refuses deleting the bucket. */
export function denyBucketDeletion(target: PolicyTarget, administratorArns: string[]): iam.PolicyStatement {
  return deny('DenyBucketDeletion', ['s3:DeleteBucket'], [target.bucketArn], { ArnNotLike: { 'aws:PrincipalArn': administratorArns } });
}

/**
 * Refuses changing what protects the data: versioning, encryption, lock, public access block, ownership and ACLs, logging; and the two settings by which S3 itself
 * would delete (lifecycle) or carry away (replication) objects without any further request that a policy could judge.
 */
export function denyProtectionChange(target: PolicyTarget, administratorArns: string[]): iam.PolicyStatement {
  const actions = [
    's3:PutBucketVersioning', 's3:PutEncryptionConfiguration', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketPublicAccessBlock',
    's3:PutBucketOwnershipControls', 's3:PutBucketAcl', 's3:PutBucketLogging', 's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration',
  ];
  return deny('DenyProtectionChange', actions, [target.bucketArn], { ArnNotLike: { 'aws:PrincipalArn': administratorArns } });
}

/** Refuses deleting versions for good and passing over a governance lock; s3:DeleteObject stays possible, because it only puts a marker on top. */
export function denyVersionDeletion(target: PolicyTarget, administratorArns: string[]): iam.PolicyStatement {
  return deny('DenyVersionDeletion', ['s3:DeleteObjectVersion', 's3:BypassGovernanceRetention'], [target.objectsArn], { ArnNotLike: { 'aws:PrincipalArn': administratorArns } });
}

function outsideEndpoints(vpcEndpointIds: string[], forwarded: ForwardedRequests, exemptArns: string[]): Conditions {
  return {
    StringNotEquals: { 'aws:SourceVpce': vpcEndpointIds },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', ...(forwarded === ForwardedRequests.ALLOW ? { 'aws:ViaAWSService': 'false' } : {}) },
    ...notAmong(exemptArns),
  };
}

function notAmong(arns: string[]): Conditions {
  return arns.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': arns } };
}

interface Conditions {
  [operator: string]: { [key: string]: string | string[] };
}

function deny(sid: string, actions: string[], resources: string[], conditions: Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources, conditions });
}
