import { every } from '../outcome';
import type { Rule } from '../rule';
import { LIMITED } from './limits';
import { everyMethodSetting, REST_STAGES } from './stages';

export const apiStageThrottled: Rule = {
  id: 'ApiStageThrottled',
  title: 'stage throttles its methods',
  why: 'without a rate of its own one caller takes the whole account\'s quota, and the bill of the models behind',
  fix: 'set ThrottlingRateLimit and ThrottlingBurstLimit in every entry of MethodSettings',
  severity: 'error',
  controls: ['API-02'],
  types: REST_STAGES,
  check: (stage) => every([everyMethodSetting(stage, ['ThrottlingRateLimit', 'ThrottlingBurstLimit'], LIMITED)]),
};
