import { at, isUnknown, list, type Resource } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome, valueAt, type Expectation } from '../outcome';
import type { Outcome } from '../rule';
import { byWord, told } from '../network/told';

export const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
export const CLASSIC_BALANCER = 'AWS::ElasticLoadBalancing::LoadBalancer';

/** Judges an application load balancer, which a load balancer is unless something else is written. */
export function ofApplication(balancer: Resource, judge: () => Outcome): Outcome {
  return byWord(at(balancer.properties, 'Type'), (type) => (type === undefined || type === 'application' ? judge() : skip('NotAnApplicationLoadBalancer')));
}

/** Judges one of the attributes, which are pairs of key and value. */
export function balancerAttribute(balancer: Resource, key: string, expected: Expectation): Outcome {
  const written = at(balancer.properties, 'LoadBalancerAttributes');
  const attributes = list(written);
  if (isUnknown(attributes)) return unknownOutcome(causeOf(written, ['LoadBalancerAttributes'], key));
  const keys = (attributes ?? []).map((attribute) => told(at(attribute, 'Key')));
  const index = keys.indexOf(key);
  if (index >= 0) return valueAt(attributes?.[index], ['Value'], expected, ['LoadBalancerAttributes', index]);
  if (keys.some(isUnknown)) return unknownOutcome({ code: 'AttributeNotKnown', wanted: key });
  return expected.accepts(undefined) === 'yes' ? PASS : fail({ path: ['LoadBalancerAttributes'], got: written, because: [{ code: 'AttributeMissing', attribute: key, wanted: expected.wanted }] });
}
