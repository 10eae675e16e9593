/** What a reader may do with objects. */
export const READ_OBJECTS = ['s3:GetObject', 's3:GetObjectVersion'];

/** What a reader may do with the bucket. */
export const LIST_OBJECTS = ['s3:ListBucket'];

/** What a writer may do with objects: upload whole or in parts, never read or delete. */
export const WRITE_OBJECTS = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/** What a reader needs of the key. */
export const DECRYPT = ['kms:Decrypt'];

/** What a writer needs of the key: S3 joins the parts of an upload by decrypting them on the writer's behalf. Without s3:GetObject nothing can be read by it. */
export const ENCRYPT = ['kms:GenerateDataKey', 'kms:Decrypt'];
