import { GATEWAY_METRIC_NAMESPACE, GATEWAY_METRICS, GATEWAY_OTHER_TENANTS, GATEWAY_TENANT_DIMENSION } from '../../../contract/gateway-metrics';
import type { RequestSummary } from '../core/ports';
import { judgeMinute, NO_HISTORY, type AnomalySettings, type TokenAnomaly, type TokenHistory } from './anomaly';
import { boundedNames } from './names';

/** What one tenant did since the last flush. */
interface Usage {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  denials: number;
  budgetRefusals: number;
  errors: number;
  cost: number;
}

const nothing = (): Usage => ({ requests: 0, inputTokens: 0, outputTokens: 0, denials: 0, budgetRefusals: 0, errors: 0, cost: 0 });

/** Codes with which a guard or a policy says no. */
const DENIALS = new Set(['prompt_denied', 'pii_denied', 'output_denied', 'review_required', 'not_authorized', 'tool_not_allowed', 'insufficient_scope', 'system_message_refused']);

/** The metrics as the specification of the format lists them; cost has no unit there. */
const METRIC_DEFINITIONS = Object.values(GATEWAY_METRICS).map((Name) => (Name === GATEWAY_METRICS.cost ? { Name, Unit: 'None' } : { Name, Unit: 'Count' }));

export interface FoundAnomaly extends TokenAnomaly {
  readonly tenant: string;
}

/** Counts per tenant and minute; one line for CloudWatch for each tenant that did something. */
export interface UsageCounts {
  add(summary: RequestSummary): void;
  /** Lines in the embedded metric format, and what was unusual in the minute that ends. */
  flush(now: number): { readonly lines: readonly string[]; readonly anomalies: readonly FoundAnomaly[] };
}

export function createUsageCounts(maxTenants: number, anomaly: AnomalySettings): UsageCounts {
  const nameOf = boundedNames(maxTenants, GATEWAY_OTHER_TENANTS);
  const histories = new Map<string, TokenHistory>();
  let minute = new Map<string, Usage>();

  return {
    add: ({ tenant, errorCode, status, usage, cost }) => {
      const name = tenant === undefined ? GATEWAY_OTHER_TENANTS : nameOf(tenant);
      let used = minute.get(name);
      if (used === undefined) minute.set(name, used = nothing());
      used.requests += 1;
      used.inputTokens += usage?.prompt_tokens ?? 0;
      used.outputTokens += usage?.completion_tokens ?? 0;
      used.cost += cost ?? 0;
      if (status >= 500 && errorCode !== 'output_denied') used.errors += 1;
      if (errorCode === undefined) return;
      if (errorCode === 'rate_limit_exceeded') used.budgetRefusals += 1;
      else if (DENIALS.has(errorCode)) used.denials += 1;
    },
    flush: (now) => {
      const ending = minute;
      minute = new Map();
      const anomalies: FoundAnomaly[] = [];
      // A tenant that was silent has used nothing: a minute like any other.
      for (const tenant of new Set([...histories.keys(), ...ending.keys()])) {
        const { inputTokens = 0, outputTokens = 0 } = ending.get(tenant) ?? {};
        const judged = judgeMinute(histories.get(tenant) ?? NO_HISTORY, inputTokens + outputTokens, anomaly);
        histories.set(tenant, judged.history);
        if (judged.anomaly !== undefined) anomalies.push({ tenant, ...judged.anomaly });
      }
      const unusual = new Set(anomalies.map(({ tenant }) => tenant));
      return { anomalies, lines: [...ending].map(([tenant, used]) => metricLine(now, tenant, used, unusual.has(tenant))) };
    },
  };
}

/** One event of the embedded metric format. The dimension set without dimensions makes CloudWatch sum over all tenants. */
function metricLine(now: number, tenant: string, used: Usage, unusual: boolean): string {
  return `${JSON.stringify({
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: GATEWAY_METRIC_NAMESPACE, Dimensions: [[GATEWAY_TENANT_DIMENSION], []], Metrics: METRIC_DEFINITIONS }] },
    event: 'usage',
    [GATEWAY_TENANT_DIMENSION]: tenant,
    [GATEWAY_METRICS.requests]: used.requests,
    [GATEWAY_METRICS.inputTokens]: used.inputTokens,
    [GATEWAY_METRICS.outputTokens]: used.outputTokens,
    [GATEWAY_METRICS.denials]: used.denials,
    [GATEWAY_METRICS.budgetRefusals]: used.budgetRefusals,
    [GATEWAY_METRICS.errors]: used.errors,
    [GATEWAY_METRICS.cost]: used.cost,
    [GATEWAY_METRICS.tokenAnomalies]: Number(unusual),
  })}\n`;
}
