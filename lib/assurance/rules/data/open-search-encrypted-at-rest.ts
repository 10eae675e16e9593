import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const openSearchEncryptedAtRest: Rule = {
  id: 'OpenSearchEncryptedAtRest',
  title: 'search domain encrypts its indices',
  why: 'indices hold the documents themselves beside their vectors',
  fix: 'set EncryptionAtRestOptions.Enabled to true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => property(domain, ['EncryptionAtRestOptions', 'Enabled'], isTrue()),
};
