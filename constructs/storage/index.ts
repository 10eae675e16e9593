export { AccessLogBucket, type AccessLogBucketProps } from './access-log-bucket';
export { ForwardedRequests, HeaderlessUploads, MinimumTls, type BucketPerimeter, type TrustedAccounts } from './bucket-perimeter';
export { SecureBucket, type SecureBucketOptions, type SecureBucketProps } from './secure-bucket';
