import { PASS } from '../outcome';
import type { Rule } from '../rule';
import { guarded, referrers } from '../network/references';

export const apiKeyMetered: Rule = {
  id: 'ApiKeyMetered',
  title: 'API key belongs to a usage plan',
  why: 'the plan is what holds the client to its throttle and quota; a key without one is added to whichever plan somebody finds',
  fix: 'tie the key to the client\'s plan with an AWS::ApiGateway::UsagePlanKey',
  severity: 'warning',
  controls: ['API-02'],
  types: ['AWS::ApiGateway::ApiKey'],
  check: (key, context) => guarded(referrers(context, key, ['AWS::ApiGateway::UsagePlanKey'], 'KeyId'), () => PASS, { because: [{ code: 'NoUsagePlan' }] }),
};
