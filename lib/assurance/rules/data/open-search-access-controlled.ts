import { every, isFalse, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const openSearchAccessControlled: Rule = {
  id: 'OpenSearchAccessControlled',
  title: 'search domain knows its users',
  why: 'without it whoever reaches the domain may do everything to every index',
  fix: 'set AdvancedSecurityOptions.Enabled to true',
  severity: 'error',
  controls: ['DAT-08', 'DAT-09'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => every([
    property(domain, ['AdvancedSecurityOptions', 'Enabled'], isTrue()),
    property(domain, ['AdvancedSecurityOptions', 'AnonymousAuthEnabled'], isFalse('yes')),
  ]),
};
