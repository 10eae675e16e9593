import { atMost, property } from '../outcome';
import type { Rule } from '../rule';

export const autoScalingGroupReplacesInstances: Rule = {
  id: 'AutoScalingGroupReplacesInstances',
  title: 'instances are replaced before they grow old',
  why: 'an instance that lives for ever misses patches and keeps what an attacker left on it',
  fix: 'set MaxInstanceLifetime to at most 90 days',
  severity: 'warning',
  controls: ['SUP-04'],
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  check: (resource) => property(resource, ['MaxInstanceLifetime'], atMost(90 * 24 * 60 * 60)),
};
