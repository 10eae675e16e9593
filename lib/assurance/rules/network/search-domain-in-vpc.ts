import { property, PRESENT } from '../outcome';
import type { Rule } from '../rule';

export const searchDomainInVpc: Rule = {
  id: 'SearchDomainInVpc',
  title: 'search domain is in the VPC',
  why: 'a domain outside of a VPC has a public endpoint: one wrong access policy publishes every document and vector',
  fix: 'set VPCOptions with private subnets and a security group',
  severity: 'error',
  controls: ['NET-02', 'NET-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => property(domain, ['VPCOptions', 'SubnetIds'], PRESENT),
};
