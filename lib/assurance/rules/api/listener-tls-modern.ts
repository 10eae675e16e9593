import { at, isUnknown } from '../../template';
import { property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { MODERN_LISTENER_TLS } from './tls';
import { told } from '../network/told';

export const listenerTlsModern: Rule = {
  id: 'ListenerTlsModern',
  title: 'listener speaks TLS 1.2 or later only',
  why: 'the default policy of listeners still takes TLS 1.0; older versions can be broken by who sits on the way',
  fix: 'set SslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ElasticLoadBalancingV2::Listener'],
  check: (listener) => {
    const protocol = told(at(listener.properties, 'Protocol'));
    if (isUnknown(protocol)) return unknownOutcome(protocol.cause);
    const encrypted = protocol === 'HTTPS' || protocol === 'TLS' || at(listener.properties, 'SslPolicy') !== undefined;
    return encrypted ? property(listener, ['SslPolicy'], MODERN_LISTENER_TLS) : skip('NoTls');
  },
};
