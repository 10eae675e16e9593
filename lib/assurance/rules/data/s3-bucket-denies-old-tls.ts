import type { Rule } from '../rule';
import { PROTECTED_BY_POLICY, OLD_TLS, policyRefuses } from './bucket-policies';

export const s3BucketDeniesOldTls: Rule = {
  id: 'S3BucketDeniesOldTls',
  title: 'no request to the bucket is answered over TLS older than 1.2',
  why: 'older versions can be broken; AWS refuses them too, so this is the second wall',
  fix: 'deny s3:* on the bucket and its objects where s3:TlsVersion is below 1.2',
  severity: 'warning',
  controls: ['DAT-02'],
  types: PROTECTED_BY_POLICY,
  check: (resource, context) => policyRefuses(resource, context, OLD_TLS),
};
