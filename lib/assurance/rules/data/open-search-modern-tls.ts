import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const openSearchModernTls: Rule = {
  id: 'OpenSearchModernTls',
  title: 'search domain takes TLS 1.2 or newer only',
  why: 'older versions can be broken',
  fix: 'set TLSSecurityPolicy to Policy-Min-TLS-1-2-PFS-2023-10',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => property(domain, ['DomainEndpointOptions', 'TLSSecurityPolicy'], oneOf([
    'Policy-Min-TLS-1-2-2019-07',
    'Policy-Min-TLS-1-2-PFS-2023-10',
    'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08',
  ])),
};
