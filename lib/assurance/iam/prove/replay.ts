import { RequestContext } from '../context';
import type { Policy } from '../policy';
import { principalKeys } from '../principal';
import type { AccessRequest } from '../request';
import type { WildcardReading } from '../resource';
import { judgeStatement, type PolicyPlace } from '../statement';
import { all, any, not as opposite, type Trilean } from '../trilean';

/** What the concrete evaluator says of the policy alone. */
export function policyAllows(policy: Policy, request: AccessRequest, place: PolicyPlace, wildcards: WildcardReading): Trilean {
  const context = new RequestContext(request.context, principalKeys(request.principal));
  const asked = { principal: request.principal, action: request.action, resource: request.resource, context, wildcards, hasBoundary: false };
  const reports = policy.statements.map((statement) => judgeStatement(statement, policy, 'policy', place, asked));
  const applies = (effect: 'Allow' | 'Deny'): Trilean => any(reports.map((report) => (report.effect === effect ? report.applies : 'no')));
  return all([applies('Allow'), opposite(applies('Deny'))]);
}
