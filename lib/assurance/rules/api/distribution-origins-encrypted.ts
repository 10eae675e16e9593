import { at } from '../../template';
import { every, everyItem, noneOf, oneOf, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { DISTRIBUTION } from './distributions';

export const distributionOriginsEncrypted: Rule = {
  id: 'DistributionOriginsEncrypted',
  title: 'distribution speaks TLS 1.2 to its origins',
  why: 'behind the edge, requests would cross the internet in the clear, or by a version that can be broken',
  fix: 'set OriginProtocolPolicy to https-only and OriginSSLProtocols to TLSv1.2',
  severity: 'error',
  controls: ['API-05'],
  types: [DISTRIBUTION],
  check: (distribution) => everyItem(distribution.properties, ['DistributionConfig', 'Origins'], (origin, path) => {
    const custom = [...path, 'CustomOriginConfig'];
    if (at(origin, 'CustomOriginConfig') === undefined) return skip('NoServer');
    return every([
      valueAt(origin, ['CustomOriginConfig', 'OriginProtocolPolicy'], oneOf(['https-only']), path),
      everyItem(at(origin, 'CustomOriginConfig'), ['OriginSSLProtocols'], (protocol, inner) => valueAt(protocol, [], noneOf(['SSLv3', 'TLSv1', 'TLSv1.1'], 'no'), [...custom, ...inner])),
    ]);
  }, skip('NoOrigins')),
};
