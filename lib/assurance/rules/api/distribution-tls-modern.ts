import { every, isFalse, property } from '../outcome';
import type { Rule } from '../rule';
import { DISTRIBUTION } from './distributions';
import { textLike } from './expectations';

const CERTIFICATE = ['DistributionConfig', 'ViewerCertificate'];

export const distributionTlsModern: Rule = {
  id: 'DistributionTlsModern',
  title: 'distribution speaks TLS 1.2 or later only',
  why: 'with the default certificate, or an old policy, it takes versions that can be broken by who sits on the way',
  fix: 'name a certificate of one\'s own and set MinimumProtocolVersion to TLSv1.2_2021 or later',
  severity: 'error',
  controls: ['API-05'],
  types: [DISTRIBUTION],
  // with the default certificate CloudFront takes TLS 1.0, whatever is written
  check: (distribution) => every([
    property(distribution, [...CERTIFICATE, 'CloudFrontDefaultCertificate'], isFalse('yes')),
    property(distribution, [...CERTIFICATE, 'MinimumProtocolVersion'], textLike(/^TLSv1\.[23](?:[_-].*)?$/, 'TLSv1.2_2021 or later')),
  ]),
};
