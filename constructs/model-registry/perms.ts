/** Key prefix below which versions lie: `models/<name>/<version>/`. */
export const MODELS_PREFIX = 'models/';

/** Uploads objects, whole or in parts; neither reads nor deletes. */
export const UPLOAD_ACTIONS = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/** Reads objects. */
export const DOWNLOAD_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];

/** Lists names; what may be listed is held to a prefix. */
export const LIST_ACTIONS = ['s3:ListBucket'];

/** Asks which key the bucket encrypts with, to state it with every upload. */
export const ENCRYPTION_ACTIONS = ['s3:GetEncryptionConfiguration'];

/** What an upload needs of the bucket's key: S3 joins the parts by decrypting them on the uploader's behalf. */
export const SEAL_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** What a download needs of the bucket's key. */
export const UNSEAL_ACTIONS = ['kms:Decrypt'];

/** Signs. */
export const SIGN_ACTIONS = ['kms:Sign'];

/** Checks a signature, in KMS or with the public half. */
export const VERIFY_ACTIONS = ['kms:GetPublicKey', 'kms:Verify'];

/** Manages the signing key and reads its metadata; neither signs nor lets someone else do so (`CreateGrant` would). */
export const KEY_ADMINISTRATION_ACTIONS = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey', 'kms:GetKeyPolicy', 'kms:ListGrants', 'kms:ListKeyPolicies',
  'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:RevokeGrant', 'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
];

/** Pushes an image to one repository, asking first which layers are there. */
export const PUSH_ACTIONS = [
  'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:CompleteLayerUpload', 'ecr:GetDownloadUrlForLayer', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart',
];

/** Those of them that change the repository. */
export const PUSH_WRITE_ACTIONS = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];

/** Pulls an image of one repository. */
export const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** A token for any repository; it opens none by itself. */
export const TOKEN_ACTIONS = ['ecr:GetAuthorizationToken'];
