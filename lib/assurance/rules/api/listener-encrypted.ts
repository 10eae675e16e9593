import { all } from '../../iam/trilean';
import { at, isUnknown, list, type Resource, type Value } from '../../template';
import { every, everyItem, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { everyOf } from '../network/items';
import { referrers } from '../network/references';
import { doubted, isWord, told } from '../network/told';

export const listenerEncrypted: Rule = {
  id: 'ListenerEncrypted',
  title: 'listener encrypts, or sends callers on to one that does',
  why: 'prompts, answers and tokens in the clear are read by who sits on the way',
  fix: 'set Protocol to HTTPS (TLS for a network load balancer), or let every action redirect to HTTPS',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ElasticLoadBalancingV2::Listener'],
  check: (listener, context) => {
    const protocol = told(at(listener.properties, 'Protocol'));
    if (isUnknown(protocol)) return unknownOutcome(protocol.cause);
    switch (protocol) {
      case 'HTTPS': case 'TLS': case 'QUIC': case 'TCP_QUIC':
        return PASS;
      case 'GENEVE':
        return skip('Appliance');
      case 'TCP': case 'UDP': case 'TCP_UDP':
        return unknownOutcome({ code: 'TargetsMayEncrypt', protocol });
      default:
        return redirects(listener, context);
    }
  },
};

function redirects(listener: Resource, context: RuleContext): Outcome {
  const { sure, perhaps } = referrers(context, listener, ['AWS::ElasticLoadBalancingV2::ListenerRule'], 'ListenerArn');
  const own = list(at(listener.properties, 'DefaultActions'));
  const clear = fail({ path: ['Protocol'], got: at(listener.properties, 'Protocol'), because: [{ code: 'NotEncrypted' }] });
  if (own === undefined) return clear;
  return every([
    everyOf(listener.properties, ['DefaultActions'], (action) => sent(action, clear), clear),
    ...sure.map(onward),
    ...perhaps.map((rule) => doubted(onward(rule), { code: 'PerhapsBelongs', resource: `${rule.template}.${rule.logicalId}` })),
  ]);
}

function onward(rule: Resource): Outcome {
  const served = fail({ path: ['Protocol'], because: [{ code: 'RuleServesUnencrypted', rule: `${rule.template}.${rule.logicalId}` }] });
  return everyItem(rule.properties, ['Actions'], (action) => sent(action, served));
}

/** An action that sends callers on to HTTPS. */
function sent(action: Value, served: Outcome): Outcome {
  const redirected = all([isWord(at(action, 'Type'), 'redirect'), isWord(at(action, 'RedirectConfig', 'Protocol'), 'HTTPS')]);
  return redirected === 'yes' ? PASS : redirected === 'no' ? served : unknownOutcome({ code: 'ActionNotTold' });
}
