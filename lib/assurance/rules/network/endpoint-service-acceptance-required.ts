import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const endpointServiceAcceptanceRequired: Rule = {
  id: 'EndpointServiceAcceptanceRequired',
  title: 'endpoint service waits for approval of who connects',
  why: 'whoever is permitted can otherwise reach the load balancer behind it unnoticed',
  fix: 'set AcceptanceRequired to true',
  severity: 'error',
  controls: ['NET-03', 'NET-08'],
  types: ['AWS::EC2::VPCEndpointService'],
  check: (service) => property(service, ['AcceptanceRequired'], isTrue('yes')),
};
