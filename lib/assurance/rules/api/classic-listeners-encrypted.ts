import { fail, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyOf } from '../network/items';

export const classicListenersEncrypted: Rule = {
  id: 'ClassicListenersEncrypted',
  title: 'classic load balancer encrypts',
  why: 'a classic load balancer cannot redirect: what comes in the clear is served in the clear',
  fix: 'set Protocol to HTTPS or SSL, or move to an application load balancer',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (balancer) => everyOf(balancer.properties, ['Listeners'], (listener, path) => valueAt(listener, ['Protocol'], oneOf(['HTTPS', 'SSL', 'https', 'ssl']), path), fail({ path: ['Listeners'], because: [{ code: 'NoListeners' }] })),
};
