import { oneOf } from '../outcome';
import type { Rule } from '../rule';
import { BALANCER, balancerAttribute, ofApplication } from './balancers';

export const loadBalancerDesyncGuarded: Rule = {
  id: 'LoadBalancerDesyncGuarded',
  title: 'load balancer refuses ambiguous requests',
  why: 'in monitor mode a request that two servers read differently is passed on, and takes the next caller\'s answer with it',
  fix: 'set routing.http.desync_mitigation_mode to strictest (or leave it at defensive)',
  severity: 'error',
  controls: ['API-05'],
  types: [BALANCER],
  check: (balancer) => ofApplication(balancer, () => balancerAttribute(balancer, 'routing.http.desync_mitigation_mode', oneOf(['defensive', 'strictest'], 'yes'))),
};
