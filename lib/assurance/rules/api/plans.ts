import { any, type Trilean } from '../../iam/trilean';
import { at, isUnknown, list, type Resource, type Value } from '../../template';
import type { RuleContext } from '../rule';
import { related, type Referrers } from '../network/references';

/** Usage plans with a stage that a test takes. */
export function plansFor(context: RuleContext, test: (stage: Value) => Trilean): Referrers {
  return related(context, ['AWS::ApiGateway::UsagePlan'], (plan: Resource) => {
    const stages = list(at(plan.properties, 'ApiStages'));
    if (stages === undefined) return 'no';
    return isUnknown(stages) ? 'unknown' : any(stages.map(test));
  });
}
