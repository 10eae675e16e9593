import { oneOf } from '../outcome';
import type { Rule } from '../rule';
import { everyMethodSetting, REST_STAGES } from './stages';

export const apiStageExecutionLogged: Rule = {
  id: 'ApiStageExecutionLogged',
  title: 'stage records what goes wrong in it',
  why: 'refusals by authorizer, validator and throttle show in the execution log only',
  fix: 'set LoggingLevel to ERROR (or INFO) in every entry of MethodSettings',
  severity: 'error',
  controls: ['LOG-05'],
  types: REST_STAGES,
  check: (stage) => everyMethodSetting(stage, ['LoggingLevel'], oneOf(['ERROR', 'INFO'])),
};
