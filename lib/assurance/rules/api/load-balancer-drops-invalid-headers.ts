import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { BALANCER, balancerAttribute, ofApplication } from './balancers';

export const loadBalancerDropsInvalidHeaders: Rule = {
  id: 'LoadBalancerDropsInvalidHeaders',
  title: 'load balancer drops headers that are not valid',
  why: 'malformed headers are read differently by the load balancer and by what is behind it: the way to smuggle a request',
  fix: 'set routing.http.drop_invalid_header_fields.enabled to true',
  severity: 'error',
  controls: ['API-05'],
  types: [BALANCER],
  check: (balancer) => ofApplication(balancer, () => balancerAttribute(balancer, 'routing.http.drop_invalid_header_fields.enabled', isTrue())),
};
