import { everyPlace } from '../compute/places';
import { isTrue, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const autoScalingGroupPropagatesTags: Rule = {
  id: 'AutoScalingGroupPropagatesTags',
  title: 'instances carry the tags of their group',
  why: 'what runs, and what it costs, is otherwise nobody\'s',
  fix: 'set PropagateAtLaunch to true on every tag',
  severity: 'warning',
  controls: ['GOV-01'],
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  check: (resource) => everyPlace(resource, [['Tags', '*']], (tag, path) => valueAt(tag, ['PropagateAtLaunch'], isTrue(), path)),
};
