import { at } from '../../template';
import { decided, either } from '../outcome';
import type { Rule } from '../rule';
import { guarded } from '../network/references';
import { aclsOf } from './firewalls';
import { plansFor } from './plans';
import { isStage, isStageArn } from './stages';
import { limitsRate } from './web-acl';
import { usagePlanLimits } from './usage-plan-limits';

export const apiStageMetered: Rule = {
  id: 'ApiStageMetered',
  title: 'stage limits each client, by a usage plan or by a rate rule of the firewall',
  why: 'a throttle for all clients together lets one of them starve the others',
  fix: 'add a usage plan with throttle and quota for the stage, or a rate-based rule to its web ACL',
  severity: 'error',
  controls: ['API-02'],
  types: ['AWS::ApiGateway::Stage'],
  check: (stage, context) => either([
    guarded(plansFor(context, (each) => isStage(stage, at(each, 'ApiId'), at(each, 'Stage'), context)), (plan) => usagePlanLimits.check(plan, context), { because: [{ code: 'NoUsagePlan' }] }),
    guarded(aclsOf(context, (arn) => isStageArn(stage, arn, context)), (acl) => decided(limitsRate(acl), { because: [] }, { code: 'RateRuleNotTold' }), { because: [{ code: 'NoRateRule' }] }),
  ]),
};
