import { at } from '../../template';
import { every, oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { byWord } from '../network/told';

export const targetGroupEncrypted: Rule = {
  id: 'TargetGroupEncrypted',
  title: 'load balancer speaks TLS to its targets, health checks included',
  why: 'behind the load balancer prompts and tokens would cross the network in the clear',
  fix: 'set Protocol (and HealthCheckProtocol) to HTTPS, or TLS for a network load balancer',
  severity: 'warning',
  controls: ['API-05'],
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  check: (group) => byWord(at(group.properties, 'TargetType'), (kind) => {
    if (kind === 'lambda' || kind === 'alb' || at(group.properties, 'Protocol') === 'GENEVE') return skip('NothingToEncrypt');
    return every([property(group, ['Protocol'], oneOf(['HTTPS', 'TLS', 'QUIC', 'TCP_QUIC'])), property(group, ['HealthCheckProtocol'], oneOf(['HTTPS', 'TCP'], 'yes'))]);
  }),
};
