import { at } from '../../template';
import { oneOf, skip } from '../outcome';
import type { Rule } from '../rule';
import { property } from '../outcome';
import { BALANCER, balancerAttribute, balancerType, CLASSIC_BALANCER } from './balancers';

export const loadBalancerDesyncGuarded: Rule = {
  id: 'LoadBalancerDesyncGuarded',
  title: 'load balancer refuses ambiguous requests',
  why: 'in monitor mode a request that two servers read differently is passed on, and takes the next caller\'s answer with it',
  fix: 'set routing.http.desync_mitigation_mode to strictest (or leave it at defensive)',
  severity: 'error',
  controls: ['API-05'],
  types: [BALANCER, CLASSIC_BALANCER],
  check: (balancer) => {
    const expected = oneOf(['defensive', 'strictest'], 'yes');
    if (balancer.type === BALANCER) return balancerType(balancer) === 'application' ? balancerAttribute(balancer, 'routing.http.desync_mitigation_mode', expected) : skip('NotAnApplicationLoadBalancer');
    return at(balancer.properties, 'LoadBalancerAttributes') === undefined ? { kind: 'pass' } : property(balancer, ['LoadBalancerAttributes', 0, 'Value'], expected);
  },
};
