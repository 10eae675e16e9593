import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { everyMethodSetting, REST_STAGES } from './stages';

export const apiStageMetricsKept: Rule = {
  id: 'ApiStageMetricsKept',
  title: 'stage counts requests and errors of each method',
  why: 'an alarm on refused and failed requests needs a number to watch',
  fix: 'set MetricsEnabled to true in every entry of MethodSettings',
  severity: 'warning',
  controls: ['LOG-05', 'API-02'],
  types: REST_STAGES,
  check: (stage) => everyMethodSetting(stage, ['MetricsEnabled'], isTrue()),
};
