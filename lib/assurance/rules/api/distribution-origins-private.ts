import { at, isUnknown, text } from '../../template';
import { either, everyItem, PASS, PRESENT, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { DISTRIBUTION } from './distributions';

export const distributionOriginsPrivate: Rule = {
  id: 'DistributionOriginsPrivate',
  title: 'buckets behind the distribution answer to it alone',
  why: 'a bucket that serves the distribution without an identity serves everybody, past firewall and log',
  fix: 'set OriginAccessControlId (or an origin access identity) for every bucket',
  severity: 'error',
  controls: ['API-03'],
  types: [DISTRIBUTION],
  check: (distribution) => everyItem(distribution.properties, ['DistributionConfig', 'Origins'], (origin, path) => {
    const domain = text(at(origin, 'DomainName'));
    if (isUnknown(domain)) return unknownOutcome(domain.cause);
    if (domain === undefined || !/\.s3[.-]/.test(domain)) return PASS;
    return either([valueAt(origin, ['OriginAccessControlId'], PRESENT, path), valueAt(origin, ['S3OriginConfig', 'OriginAccessIdentity'], PRESENT, path)]);
  }),
};
