import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const openSearchInVpc: Rule = {
  id: 'OpenSearchInVpc',
  title: 'search domain stands in a VPC',
  why: 'a public endpoint is guarded by its policy alone',
  fix: 'set VPCOptions.SubnetIds',
  severity: 'error',
  controls: ['DAT-04', 'NET-02'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => property(domain, ['VPCOptions', 'SubnetIds'], PRESENT),
};
