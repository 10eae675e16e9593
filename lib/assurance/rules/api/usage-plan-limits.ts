import { every, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { COUNTED, LIMITED } from './limits';

export const usagePlanLimits: Rule = {
  id: 'UsagePlanLimits',
  title: 'usage plan holds its stages to a throttle and a quota',
  why: 'a plan without them meters its clients and stops none of them',
  fix: 'set ApiStages, Throttle (RateLimit, BurstLimit) and Quota (Limit, Period)',
  severity: 'error',
  controls: ['API-02'],
  types: ['AWS::ApiGateway::UsagePlan'],
  check: (plan) => every([
    property(plan, ['ApiStages'], PRESENT),
    property(plan, ['Throttle', 'RateLimit'], LIMITED), property(plan, ['Throttle', 'BurstLimit'], LIMITED),
    property(plan, ['Quota', 'Limit'], COUNTED), property(plan, ['Quota', 'Period'], oneOf(['DAY', 'WEEK', 'MONTH'])),
  ]),
};
