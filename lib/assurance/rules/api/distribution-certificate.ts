import { either, every, isFalse, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { DISTRIBUTION } from './distributions';

const CERTIFICATE = ['DistributionConfig', 'ViewerCertificate'];

export const distributionCertificate: Rule = {
  id: 'DistributionCertificate',
  title: 'distribution shows a certificate of its own',
  why: 'the default certificate cannot be bound to a modern TLS policy',
  fix: 'set AcmCertificateArn and leave CloudFrontDefaultCertificate out',
  severity: 'error',
  controls: ['API-05'],
  types: [DISTRIBUTION],
  check: (distribution) => every([
    property(distribution, [...CERTIFICATE, 'CloudFrontDefaultCertificate'], isFalse('yes')),
    either([property(distribution, [...CERTIFICATE, 'AcmCertificateArn'], PRESENT), property(distribution, [...CERTIFICATE, 'IamCertificateId'], PRESENT)]),
  ]),
};
