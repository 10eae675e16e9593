import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainVpcOnly: Rule = {
  id: 'SagemakerDomainVpcOnly',
  title: 'Studio reaches the network of the account only',
  why: 'Otherwise every notebook has a way to the internet past every control of the network.',
  fix: 'set AppNetworkAccessType to VpcOnly',
  severity: 'error',
  controls: ['SUP-07', 'NET-01'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource) => property(resource, ['AppNetworkAccessType'], oneOf(['VpcOnly'])),
};
