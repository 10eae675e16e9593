import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainVpcOnly: Rule = {
  id: 'SagemakerDomainVpcOnly',
  title: 'studio applications use the VPC only',
  why: 'PublicInternetOnly sends what studio reads and writes past the VPC',
  fix: 'set AppNetworkAccessType to VpcOnly',
  severity: 'error',
  controls: ['NET-09', 'SUP-07'],
  types: ['AWS::SageMaker::Domain'],
  check: (domain) => property(domain, ['AppNetworkAccessType'], oneOf(['VpcOnly'])),
};
