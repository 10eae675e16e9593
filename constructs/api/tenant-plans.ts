import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TenantPlan } from './api-options';

/** A usage plan and a key for each tenant. Answers with the keys' ids by tenant. */
export function addTenantPlans(scope: Construct, stage: apigateway.Stage, tenants: readonly TenantPlan[]): ReadonlyMap<string, string> {
  return new Map(tenants.map(({ tenant, throttle = { rateLimit: 10, burstLimit: 20 }, requestsPerDay = 10_000 }) => {
    const plan = new apigateway.CfnUsagePlan(scope, `Plan${tenant}`, {
      description: `Tenant ${tenant}`,
      apiStages: [{ apiId: stage.restApi.restApiId, stage: stage.stageName }],
      throttle: { rateLimit: throttle.rateLimit, burstLimit: throttle.burstLimit },
      quota: { limit: requestsPerDay, period: 'DAY' },
    });
    const key = new apigateway.CfnApiKey(scope, `Key${tenant}`, { description: `Tenant ${tenant}`, enabled: true });
    new apigateway.CfnUsagePlanKey(scope, `PlanKey${tenant}`, { keyId: key.ref, keyType: 'API_KEY', usagePlanId: plan.ref });
    return [tenant, key.ref];
  }));
}
