import type { Rule } from '../rule';
import { s3AccessPointPublicAccessBlocked } from './s3-access-point-public-access-blocked';
import { s3BucketAclNotPublic } from './s3-bucket-acl-not-public';
import { s3BucketBlocksCustomerProvidedKeys } from './s3-bucket-blocks-customer-provided-keys';
import { s3BucketDefaultEncryption } from './s3-bucket-default-encryption';
import { s3BucketDefaultEncryptionCustomerKey } from './s3-bucket-default-encryption-customer-key';
import { s3BucketDeniesOldTls } from './s3-bucket-denies-old-tls';
import { s3BucketDeniesPlainHttp } from './s3-bucket-denies-plain-http';
import { s3BucketDropsOldVersions } from './s3-bucket-drops-old-versions';
import { s3BucketDropsUnfinishedUploads } from './s3-bucket-drops-unfinished-uploads';
import { s3BucketKeyEnabled } from './s3-bucket-key-enabled';
import { s3BucketLockNobodyLifts } from './s3-bucket-lock-nobody-lifts';
import { s3BucketObjectLocked } from './s3-bucket-object-locked';
import { s3BucketOwnerEnforced } from './s3-bucket-owner-enforced';
import { s3BucketPublicAccessBlocked } from './s3-bucket-public-access-blocked';
import { s3BucketUploadKeyEnforced } from './s3-bucket-upload-key-enforced';
import { s3BucketVersioned } from './s3-bucket-versioned';
import { s3LogBucketExpires } from './s3-log-bucket-expires';
import { s3LogBucketRetention } from './s3-log-bucket-retention';

export const dataRules: readonly Rule[] = [
  s3AccessPointPublicAccessBlocked,
  s3BucketAclNotPublic,
  s3BucketBlocksCustomerProvidedKeys,
  s3BucketDefaultEncryption,
  s3BucketDefaultEncryptionCustomerKey,
  s3BucketDeniesOldTls,
  s3BucketDeniesPlainHttp,
  s3BucketDropsOldVersions,
  s3BucketDropsUnfinishedUploads,
  s3BucketKeyEnabled,
  s3BucketLockNobodyLifts,
  s3BucketObjectLocked,
  s3BucketOwnerEnforced,
  s3BucketPublicAccessBlocked,
  s3BucketUploadKeyEnforced,
  s3BucketVersioned,
  s3LogBucketExpires,
  s3LogBucketRetention,
];
