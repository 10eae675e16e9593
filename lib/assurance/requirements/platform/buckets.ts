import type { Conditions, DeniedQuestion, Requirement, Selector } from '../requirement';
import { ACCOUNT, arn, byService, NO_SERVICE, of } from './grants';
import { DEPLOYMENT, EMPTIER } from './names';

const BUCKETS: Selector = { type: 'AWS::S3::Bucket' };
const ACCESS_LOGS: Selector = { ...BUCKETS, path: 'Foundation/Archive/AccessLogs/*' };
const TRAILS: Selector = { ...BUCKETS, path: 'Foundation/Archive/Trails/*' };
const DELIVERED: Selector = { ...BUCKETS, path: 'Foundation/Archive/Delivered/*' };
/** Everything but the archive of access logs, which S3 itself writes. */
const UNDER_KEY: Selector = { ...BUCKETS, not: ACCESS_LOGS };
/** … and of trails: CloudTrail names the encryption in a way of its own. */
const UNDER_KMS: Selector = { ...BUCKETS, not: { path: ['Foundation/Archive/AccessLogs/*', 'Foundation/Archive/Trails/*'] } };
const PRIVATE: Selector = { ...BUCKETS, not: { template: 'Foundation' } };
const ARCHIVES: Selector = { ...BUCKETS, path: 'Foundation/Archive/*' };

const FIX = 'put the statement that denies it back into the bucket policy, for everybody, every action and every resource that it is about';
const SSE = 's3:x-amz-server-side-encryption';
const KEY_ID = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const OWN_KEY = '${Target.Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID}';
const S3_ENDPOINT = of('Network/Network/GatewayEndpoints/S3/Resource', 'Ref');
/** Neither an AWS service nor somebody on whose behalf one acts. */
const BY_ITSELF: Conditions = { StringNotEquals: { 'aws:SourceVpce': S3_ENDPOINT }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } };
const READS_AND_WRITES = [
  's3:AbortMultipartUpload', 's3:DeleteObject*', 's3:GetObject*', 's3:ListMultipartUploadParts', 's3:PutObject*', 's3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags', 's3:RestoreObject',
];
const LISTINGS = ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'];
const PROTECTION = [
  's3:PutBucketAcl', 's3:PutBucketLogging', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketOwnershipControls', 's3:PutBucketPublicAccessBlock', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration',
];

function never(id: string, title: string, actions: readonly string[], resources: DeniedQuestion['resources'], more: Partial<DeniedQuestion> = {}, controls: readonly string[] = [id.split('.')[0] ?? id]): Requirement {
  return { id, controls, title, fix: FIX, question: { kind: 'denied', principals: 'anyone', actions, resources, ...more } };
}

const UPLOAD = ['s3:PutObject'];

/** What nobody can do with the platform's buckets, whatever they are permitted. */
export const BUCKET_PROMISES: readonly Requirement[] = [
  never('DAT-01.foreign-key', "no object is uploaded under another key than its bucket's", UPLOAD, { ...UNDER_KEY, below: '/*' }, { when: { Null: { [KEY_ID]: 'false' }, StringNotEquals: { [KEY_ID]: OWN_KEY } } }),
  never('DAT-01.wrong-algorithm', 'no object is uploaded under another encryption than KMS', UPLOAD, { ...UNDER_KMS, below: '/*' }, { when: { Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } } }),
  never('DAT-01.wrong-algorithm-of-trails', 'CloudTrail alone names another encryption than KMS', UPLOAD, { ...TRAILS, below: '/*' }, { when: { Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } }, except: [{ service: 'cloudtrail.amazonaws.com' }] }),
  never('DAT-01.missing-key', "no upload asks for KMS without naming the bucket's key", UPLOAD, { ...UNDER_KEY, below: '/*' }, { when: { StringEquals: { [SSE]: 'aws:kms' }, Null: { [KEY_ID]: 'true' } } }),
  never('DAT-01.customer-key', 'no object is uploaded under a key that the caller keeps', UPLOAD, { ...UNDER_KEY, below: '/*' }, { when: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } } }),
  never('DAT-01.reencryption', 'nobody but a deployment changes the encryption of an object', ['s3:UpdateObjectEncryption'], { ...UNDER_KEY, below: '/*' }, { except: [DEPLOYMENT] }),
  never('DAT-02.plain-http', 'no bucket answers plain HTTP', ['s3:*'], BUCKETS, { explicitly: true, when: { Bool: { 'aws:SecureTransport': 'false' } } }),
  never('DAT-02.old-tls', 'no bucket answers TLS below 1.2', ['s3:*'], BUCKETS, { explicitly: true, when: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }),
  never('DAT-03.objects', 'objects of data and models are read and written through the VPC endpoint only', READS_AND_WRITES, { ...PRIVATE, below: '/*' }, { when: BY_ITSELF, except: [EMPTIER] }),
  never('DAT-03.listings', 'buckets of data and models are listed through the VPC endpoint only', LISTINGS, { ...PRIVATE, below: '' }, { when: BY_ITSELF, except: [EMPTIER, DEPLOYMENT] }),
  never('DAT-04.foreign-accounts', 'nobody of another account gets at a bucket, even if something came to grant it', ['s3:*'], { ...BUCKETS, not: ACCESS_LOGS }, { principals: 'outsiders', explicitly: true, when: NO_SERVICE }),
  never('DAT-04.foreign-accounts-logs', 'nobody of another account reads access logs, even if something came to grant it', ['s3:DeleteObject*', 's3:GetObject*', ...LISTINGS], ACCESS_LOGS, { principals: 'outsiders', explicitly: true, when: NO_SERVICE }),
  never('DAT-04.policy', 'nobody but a deployment changes a bucket policy', ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy'], { ...BUCKETS, below: '' }, { except: [DEPLOYMENT, EMPTIER] }),
  never('DAT-04.grants', 'bucket policies grant nothing by themselves', ['s3:*'], { ...BUCKETS, not: ARCHIVES }, { principals: 'unprivileged' }, ['DAT-04', 'IAM-07']),
  never('DAT-04.access-log-grants', 'the policy of the access-log archive lets S3 and load balancers of this account write, and nothing else', ['s3:*'], ACCESS_LOGS, {
    principals: 'unprivileged', unless: [
      { ...byService('logging.s3.amazonaws.com', UPLOAD, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }), resources: ['${Target.Arn}/*'] },
      { ...byService('logdelivery.elasticloadbalancing.amazonaws.com', UPLOAD, { ArnLikeIfExists: { 'aws:SourceArn': arn('elasticloadbalancing', 'loadbalancer/*') } }), resources: ['${Target.Arn}/gateway/AWSLogs/${AWS::AccountId}/*'] },
    ],
  }, ['DAT-04', 'IAM-07']),
  never('DAT-04.trail-grants', "the policy of the trail archive lets the platform's trail deliver, and nothing else", ['s3:*'], TRAILS, {
    principals: 'unprivileged', unless: [
      { ...byService('cloudtrail.amazonaws.com', ['s3:GetBucketAcl'], { StringEquals: { 'aws:SourceArn': of('Foundation/Trail/Resource') } }), resources: ['${Target.Arn}'] },
      { ...byService('cloudtrail.amazonaws.com', UPLOAD, { StringEquals: { 'aws:SourceArn': of('Foundation/Trail/Resource'), 's3:x-amz-acl': 'bucket-owner-full-control' } }), resources: ['${Target.Arn}/AWSLogs/${AWS::AccountId}/*'] },
    ],
  }, ['DAT-04', 'IAM-07', 'LOG-04']),
  never('DAT-04.delivery-grants', 'the policy of the archive of delivered logs lets log delivery of this account write, and nothing else', ['s3:*'], DELIVERED, {
    principals: 'unprivileged', unless: [
      { ...byService('delivery.logs.amazonaws.com', ['s3:GetBucketAcl', 's3:ListBucket'], { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': arn('logs', '*') } }), resources: ['${Target.Arn}'] },
      { ...byService('delivery.logs.amazonaws.com', UPLOAD, { StringEquals: { 'aws:SourceAccount': ACCOUNT, 's3:x-amz-acl': 'bucket-owner-full-control' }, ArnLike: { 'aws:SourceArn': arn('logs', '*') } }), resources: ['${Target.Arn}/*'] },
    ],
  }, ['DAT-04', 'IAM-07']),
  never('DAT-06.deletion', 'nobody but a deployment deletes a bucket', ['s3:DeleteBucket'], { ...BUCKETS, below: '' }, { except: [DEPLOYMENT] }),
  never('DAT-06.protection', 'nobody but a deployment changes lock, versions, encryption, logging or access of a bucket', PROTECTION, { ...BUCKETS, below: '' }, { except: [DEPLOYMENT] }),
  never('DAT-06.versions', 'nobody deletes a version of an object, or shortens its lock', ['s3:BypassGovernanceRetention', 's3:DeleteObjectVersion'], { ...BUCKETS, below: '/*' }, { except: [DEPLOYMENT, EMPTIER] }),
];
