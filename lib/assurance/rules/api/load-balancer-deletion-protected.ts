import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { BALANCER, balancerAttribute } from './balancers';

export const loadBalancerDeletionProtected: Rule = {
  id: 'LoadBalancerDeletionProtected',
  title: 'load balancer cannot be deleted by mistake',
  why: 'with it go its name, its listeners and the way to everything behind it',
  fix: 'set deletion_protection.enabled to true',
  severity: 'warning',
  controls: ['API-06'],
  types: [BALANCER],
  check: (balancer) => balancerAttribute(balancer, 'deletion_protection.enabled', isTrue()),
};
