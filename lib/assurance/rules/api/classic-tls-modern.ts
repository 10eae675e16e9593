import { all, any, not, type Trilean } from '../../iam/trilean';
import { at, hasSymbol, isUnknown, list, texts, type Value } from '../../template';
import { causeOf, every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { doubted, hasWord, isWord } from '../network/told';

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
    const encrypted = (listeners ?? []).map((listener, index) => ({ listener, index })).map((each) => ({ ...each, encrypts: encrypts(at(each.listener, 'Protocol')) })).filter(({ encrypts: holds }) => holds !== 'no');
    if (encrypted.length === 0) return skip('NoTls');
    return every(encrypted.map(({ listener, index, encrypts: holds }) => {
      const outcome = judge(listener, ['Listeners', index], at(balancer.properties, 'Policies'));
      return holds === 'yes' ? outcome : doubted(outcome, { code: 'ProtocolNotTold', property: `Listeners.${String(index)}` });
    }));
  },
};

function encrypts(protocol: Value | undefined): Trilean {
  return isWord(typeof protocol === 'string' && !hasSymbol(protocol) ? protocol.toUpperCase() : protocol, 'HTTPS', 'SSL');
}

function judge(listener: Value, path: readonly (string | number)[], written: Value | undefined): Outcome {
  const [names, policies] = [texts(at(listener, 'PolicyNames')), list(written)];
  if (isUnknown(names) || isUnknown(policies)) return unknownOutcome({ code: 'PoliciesNotKnown', property: path.join('.') });
  const negotiating = (policies ?? []).map((policy) => ({ policy, chosen: all([isWord(at(policy, 'PolicyType'), 'SSLNegotiationPolicyType'), namedIn(names ?? [], at(policy, 'PolicyName'))]) }));
  switch (all([any(negotiating.map(({ chosen }) => chosen)), ...negotiating.map(({ policy, chosen }) => any([not(chosen), isModern(policy)]))])) {
    case 'yes':
      return PASS;
    case 'no':
      return fail({ path, because: [{ code: 'OldTls', policies: names ?? [] }] });
    case 'unknown':
      return unknownOutcome({ code: 'PoliciesNotKnown', property: path.join('.') });
  }
}

function namedIn(names: readonly string[], name: Value | undefined): Trilean {
  return typeof name === 'string' ? hasWord(names, name) : isUnknown(name) ? 'unknown' : 'no';
}

function isModern(policy: Value): Trilean {
  const attributes = list(at(policy, 'Attributes'));
  if (isUnknown(attributes)) return 'unknown';
  return any((attributes ?? []).map((attribute) => all([isWord(at(attribute, 'Name'), 'Reference-Security-Policy'), isWord(at(attribute, 'Value'), ...MODERN)])));
}
