import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { BALANCER, balancerAttribute, ofApplication } from './balancers';

export const loadBalancerConnectionsLogged: Rule = {
  id: 'LoadBalancerConnectionsLogged',
  title: 'load balancer records its connections',
  why: 'failed handshakes and refused client certificates show in no access log',
  fix: 'set connection_logs.s3.enabled to true and name the bucket',
  severity: 'warning',
  controls: ['LOG-05'],
  types: [BALANCER],
  check: (balancer) => ofApplication(balancer, () => balancerAttribute(balancer, 'connection_logs.s3.enabled', isTrue())),
};
