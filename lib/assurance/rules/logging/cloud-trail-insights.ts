import { someItem, verdictOf } from '../data/some';
import { every, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const cloudTrailInsights: Rule = {
  id: 'CloudTrailInsights',
  title: 'trail shows unusual rates of calls and errors',
  why: 'a stolen identity is noticed by what it does differently',
  fix: 'set InsightSelectors ApiCallRateInsight and ApiErrorRateInsight',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::CloudTrail::Trail'],
  check: (trail) => every(['ApiCallRateInsight', 'ApiErrorRateInsight'].map((type) => someItem(trail, ['InsightSelectors'], (item) => verdictOf(valueAt(item, ['InsightType'], oneOf([type]))), type))),
};
