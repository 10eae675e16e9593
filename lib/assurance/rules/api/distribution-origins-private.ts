import { at, isUnknown, text, type Resource } from '../../template';
import { either, every, everyItem, PASS, PRESENT, property, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { hasOpenPart } from '../compute/expectations';
import { when } from '../network/told';
import { DISTRIBUTION } from './distributions';

export const distributionOriginsPrivate: Rule = {
  id: 'DistributionOriginsPrivate',
  title: 'buckets behind the distribution answer to it alone',
  why: 'a bucket that serves the distribution without an identity serves everybody, past firewall and log',
  fix: 'set OriginAccessControlId (or an origin access identity) for every bucket',
  severity: 'error',
  controls: ['API-03'],
  types: [DISTRIBUTION],
  check: (distribution) => every([legacy(distribution), everyItem(distribution.properties, ['DistributionConfig', 'Origins'], (origin, path) => {
    const domain = text(at(origin, 'DomainName'));
    if (isUnknown(domain)) return unknownOutcome(domain.cause);
    if (domain === undefined) return PASS;
    const bucket = /\.s3[.-]/.test(domain) ? 'yes' : hasOpenPart(domain) ? 'unknown' : 'no';
    const tied = (): Outcome => either([valueAt(origin, ['OriginAccessControlId'], PRESENT, path), valueAt(origin, ['S3OriginConfig', 'OriginAccessIdentity'], PRESENT, path)]);
    return when(bucket, tied, PASS, { code: 'PerhapsABucket', domain });
  })]),
};

/** The property that distributions had before they had several origins. */
function legacy(distribution: Resource): Outcome {
  const path = ['DistributionConfig', 'S3Origin'];
  return at(distribution.properties, ...path) === undefined ? PASS : property(distribution, [...path, 'OriginAccessIdentity'], PRESENT);
}
