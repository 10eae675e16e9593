import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const openSearchForcesHttps: Rule = {
  id: 'OpenSearchForcesHttps',
  title: 'search domain refuses plain HTTP',
  why: 'queries and documents pass between service and domain',
  fix: 'set DomainEndpointOptions.EnforceHTTPS to true',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  check: (domain) => property(domain, ['DomainEndpointOptions', 'EnforceHTTPS'], isTrue()),
};
