import { at, isUnknown, list, type Resource, type Value } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from '../network/references';
import { doubted, told } from '../network/told';
import { ofApplication } from './balancers';

const AUTHENTICATING = ['authenticate-oidc', 'authenticate-cognito', 'jwt-validation'];
const HARMLESS = ['redirect', 'fixed-response'];

export const listenerAuthenticates: Rule = {
  id: 'ListenerAuthenticates',
  title: 'internet-facing load balancer asks who calls before it forwards',
  why: 'whatever it forwards to is reachable by everyone; the first check would be the application\'s own',
  fix: 'let jwt-validation, authenticate-oidc or authenticate-cognito stand before the forward action, or make the load balancer internal behind an API',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerRule'],
  check: (resource, context) => {
    const property = resource.type.endsWith('Rule') ? 'Actions' : 'DefaultActions';
    const written = at(resource.properties, property);
    const actions = list(written);
    if (isUnknown(actions)) return unknownOutcome(causeOf(written, [property], 'a list of actions'));
    return facing(resource, context, () => judge(actions ?? [], property));
  },
};

function judge(actions: readonly Value[], property: string): Outcome {
  const types = [...actions].sort((a, b) => Number(at(a, 'Order') ?? 0) - Number(at(b, 'Order') ?? 0)).map((action) => told(at(action, 'Type')));
  const doubt = types.find(isUnknown);
  if (doubt !== undefined) return unknownOutcome(doubt.cause);
  const [first] = types;
  const safe = types.every((type) => typeof type === 'string' && HARMLESS.includes(type)) || (typeof first === 'string' && AUTHENTICATING.includes(first));
  return safe ? PASS : fail({ path: [property], because: [{ code: 'ForwardsAnybody', actions: types }] });
}

/** Judges what stands behind an application load balancer that faces the internet. */
function facing(resource: Resource, context: RuleContext, judgement: () => Outcome): Outcome {
  const listener = resource.type.endsWith('Rule') ? resourceOf(at(resource.properties, 'ListenerArn'), context) : resource;
  const balancer = resourceOf(at(listener?.properties, 'LoadBalancerArn'), context);
  if (balancer === undefined) return doubted(judgement(), { code: 'LoadBalancerOutsideTemplates' });
  return ofApplication(balancer, () => {
    const scheme = told(at(balancer.properties, 'Scheme'));
    if (scheme === 'internal') return skip('Internal');
    return isUnknown(scheme) ? doubted(judgement(), scheme.cause) : judgement();
  });
}
