import type { Rule } from '../rule';
import { PROTECTED_BY_POLICY, PLAIN_HTTP, policyRefuses } from './bucket-policies';

export const s3BucketDeniesPlainHttp: Rule = {
  id: 'S3BucketDeniesPlainHttp',
  title: 'no request to the bucket is answered over plain HTTP',
  why: 'on the way, everybody reads what is not encrypted',
  fix: 'deny s3:* on the bucket and its objects where aws:SecureTransport is false',
  severity: 'error',
  controls: ['DAT-02'],
  types: PROTECTED_BY_POLICY,
  check: (resource, context) => policyRefuses(resource, context, PLAIN_HTTP),
};
