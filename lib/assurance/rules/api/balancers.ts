import { at, isUnknown, list, text, type Resource } from '../../template';
import { causeOf, fail, unknownOutcome, type Expectation } from '../outcome';
import { valueAt } from '../outcome';
import type { Outcome } from '../rule';

export const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
export const CLASSIC_BALANCER = 'AWS::ElasticLoadBalancing::LoadBalancer';

/** `application` unless something else is written. */
export function balancerType({ properties }: Resource): string {
  const type = text(at(properties, 'Type'));
  return isUnknown(type) ? type.name : type ?? 'application';
}

/** Judges one of the attributes, which are pairs of key and value. */
export function balancerAttribute(balancer: Resource, key: string, expected: Expectation): Outcome {
  const written = at(balancer.properties, 'LoadBalancerAttributes');
  const attributes = list(written);
  if (isUnknown(attributes)) return unknownOutcome(causeOf(written, ['LoadBalancerAttributes'], key));
  const index = (attributes ?? []).findIndex((attribute) => text(at(attribute, 'Key')) === key);
  if (index >= 0) return valueAt(attributes?.[index], ['Value'], expected, ['LoadBalancerAttributes', index]);
  if ((attributes ?? []).some((attribute) => isUnknown(text(at(attribute, 'Key'))))) return unknownOutcome({ code: 'AttributeNotKnown', wanted: key });
  const accepted = expected.accepts(undefined);
  return accepted === 'yes' ? { kind: 'pass' } : fail({ path: ['LoadBalancerAttributes'], got: written, because: [{ code: 'AttributeMissing', attribute: key, wanted: expected.wanted }] });
}
