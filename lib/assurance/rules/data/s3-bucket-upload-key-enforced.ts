import { at, isUnknown } from '../../template';
import { causeOf, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { uploadsRefused } from './bucket-policies';
import { keyText } from './customer-key';

const KEY = ['BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'];

export const s3BucketUploadKeyEnforced: Rule = {
  id: 'S3BucketUploadKeyEnforced',
  title: "no upload with another key than the bucket's is accepted",
  why: 'a default is only a default: whoever uploads may name another key, of an account that later withdraws it',
  fix: 'deny s3:PutObject where the algorithm is not aws:kms, the key is another or missing, or a key comes with the request',
  severity: 'error',
  controls: ['DAT-01'],
  types: ['AWS::S3::Bucket'],
  check: (bucket, context) => {
    const key = at(bucket.properties, ...KEY);
    if (isUnknown(key)) return unknownOutcome(causeOf(key, KEY, 'a key of the customer'));
    const written = keyText(bucket, ...KEY);
    return written === undefined ? skip('NoKeyOfTheCustomer') : uploadsRefused(bucket, context, context.named(written)?.names['Arn'] ?? written);
  },
};
