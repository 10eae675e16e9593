import { at } from '../../template';
import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { byWord } from '../network/told';
import { BALANCER, balancerAttribute, CLASSIC_BALANCER } from './balancers';

export const loadBalancerAccessLogged: Rule = {
  id: 'LoadBalancerAccessLogged',
  title: 'load balancer records its requests',
  why: 'who called what, and from where, is the first question after an incident',
  fix: 'set access_logs.s3.enabled to true and name the bucket',
  severity: 'error',
  controls: ['LOG-05'],
  types: [BALANCER, CLASSIC_BALANCER],
  check: (balancer) => {
    if (balancer.type === CLASSIC_BALANCER) return property(balancer, ['AccessLoggingPolicy', 'Enabled'], isTrue());
    return byWord(at(balancer.properties, 'Type'), (type) => (type === 'gateway' ? skip('Appliance') : balancerAttribute(balancer, 'access_logs.s3.enabled', isTrue())));
  },
};
