import { at, isList, isUnknown, list, text, texts, type Value } from '../../template';
import { causeOf, every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';

const MODERN = ['ELBSecurityPolicy-TLS-1-2-2017-01'];

export const classicTlsModern: Rule = {
  id: 'ClassicTlsModern',
  title: 'classic load balancer speaks TLS 1.2 or later only',
  why: 'its default policy still takes TLS 1.0',
  fix: `name a policy with Reference-Security-Policy ${MODERN.join(' or ')} in PolicyNames of each encrypted listener`,
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (balancer) => {
    const written = at(balancer.properties, 'Listeners');
    const listeners = list(written);
    if (isUnknown(listeners)) return unknownOutcome(causeOf(written, ['Listeners'], 'a list of listeners'));
    const encrypted = (listeners ?? []).map((listener, index) => ({ listener, index })).filter(({ listener }) => /^(?:https|ssl)$/i.test(String(text(at(listener, 'Protocol')))));
    if (encrypted.length === 0) return skip('NoTls');
    return every(encrypted.map(({ listener, index }) => judge(listener, ['Listeners', index], at(balancer.properties, 'Policies'))));
  },
};

function judge(listener: Value, path: readonly (string | number)[], policies: Value | undefined): Outcome {
  const names = texts(at(listener, 'PolicyNames'));
  if (isUnknown(names) || isUnknown(policies)) return unknownOutcome({ code: 'PoliciesNotKnown', property: path.join('.') });
  const negotiating = (isList(policies) ? policies : []).filter((policy) => text(at(policy, 'PolicyType')) === 'SSLNegotiationPolicyType' && (names ?? []).includes(String(text(at(policy, 'PolicyName')))));
  const modern = negotiating.length > 0 && negotiating.every((policy) => {
    const attributes = at(policy, 'Attributes');
    return isList(attributes) && attributes.some((attribute) => text(at(attribute, 'Name')) === 'Reference-Security-Policy' && MODERN.includes(String(text(at(attribute, 'Value')))));
  });
  return modern ? PASS : fail({ path, because: [{ code: 'OldTls', policies: names ?? [] }] });
}
