import { at } from '../../template';
import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const s3AccessPointPublicAccessBlocked: Rule = {
  id: 'S3AccessPointPublicAccessBlocked',
  title: 'access point blocks public access in all four ways',
  why: 'an access point has a policy and a network of its own, past those of the bucket',
  fix: 'leave PublicAccessBlockConfiguration out, or set all four members to true',
  severity: 'error',
  controls: ['DAT-04'],
  types: ['AWS::S3::AccessPoint'],
  check: (point) => every([
    'BlockPublicAcls',
    'BlockPublicPolicy',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
  ].map((name) => property(point, ['PublicAccessBlockConfiguration', name], isTrue(at(point.properties, 'PublicAccessBlockConfiguration') === undefined ? 'yes' : 'no')))),
};
