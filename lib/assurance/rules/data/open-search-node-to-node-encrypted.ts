import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const openSearchNodeToNodeEncrypted: Rule = {
  id: 'OpenSearchNodeToNodeEncrypted',
  title: 'nodes of the search domain speak TLS with each other',
  why: 'shards move between nodes all the time',
  fix: 'set NodeToNodeEncryptionOptions.Enabled to true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => property(domain, ['NodeToNodeEncryptionOptions', 'Enabled'], isTrue()),
};
