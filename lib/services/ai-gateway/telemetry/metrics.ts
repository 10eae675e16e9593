import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestSummary } from '../core/ports';
import { boundedNames } from './names';

/** What is asked when the metrics are read. */
export interface MetricHooks {
  /** Requests that are being served. @default - not shown */
  readonly inFlight?: () => number;
  /** Records of the audit trail that are not durable yet. @default - not shown */
  readonly auditWaiting?: () => number;
  /** Whether the audit trail takes records. @default - not shown */
  readonly auditAvailable?: () => boolean;
  /** State of the circuit breaker of each upstream. @default - not shown */
  readonly breakers?: () => Readonly<Record<string, 'closed' | 'half-open' | 'open'>>;
}

export interface RequestMetrics {
  observe(summary: RequestSummary): void;
  countEvent(event: string): void;
  text(): Promise<string>;
}

const OTHER = 'other';
const NONE = 'none';
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const BREAKER_LEVELS = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Something that counts under one set of labels. */
type Increment = (value: number) => void;
type Child = { inc(value: number): void } | { observe(value: number): void };

/** Finds the child of a set of labels by one text, and makes it at its first use: looking it up in the metric itself sorts and joins the labels each time. */
function children(childOf: (...labels: string[]) => Child): (...labels: string[]) => Increment {
  const known = new Map<string, Increment>();
  return (...labels) => {
    const name = labels.join('\n');
    let found = known.get(name);
    if (found === undefined) {
      const child = childOf(...labels);
      found = 'inc' in child ? (value) => child.inc(value) : (value) => child.observe(value);
      known.set(name, found);
    }
    return found;
  };
}

/**
 * Prometheus metrics of the gateway, in a registry of their own. Labels are bounded: the first tenants, models and routes have names, later ones are `other`.
 */
export function createMetrics(hooks: MetricHooks, maxTenants: number): RequestMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]): ReturnType<typeof children> => {
    const metric = new Counter({ name, help, labelNames, registers });
    return children((...labels) => metric.labels(...labels));
  };
  const histogram = (name: string, help: string, labelNames: string[]): ReturnType<typeof children> => {
    const metric = new Histogram({ name, help, labelNames, buckets: SECONDS, registers });
    return children((...labels) => metric.labels(...labels));
  };
  const requests = counter('gateway_requests_total', 'Requests by route, status and model.', ['route', 'status', 'model']);
  const refusals = counter('gateway_refusals_total', 'Requests answered with an error, by its code.', ['code']);
  const inputTokens = counter('gateway_input_tokens_total', 'Tokens of prompts by tenant and model.', ['tenant', 'model']);
  const outputTokens = counter('gateway_output_tokens_total', 'Tokens of answers by tenant and model.', ['tenant', 'model']);
  const cost = counter('gateway_cost_total', "Cost of tokens by tenant and model, in the currency of the configuration's prices.", ['tenant', 'model']);
  const verdicts = counter('gateway_verdicts_total', 'Verdicts by guard and action.', ['guard', 'action']);
  const budgetRefusals = counter('gateway_budget_refusals_total', 'Requests refused because a budget was used up, by tenant.', ['tenant']);
  const clientsGone = counter('gateway_clients_gone_total', 'Requests whose client went away before the end, by route.', ['route']);
  const events = counter('gateway_events_total', 'Faults and changes of state, by name.', ['event']);
  const duration = histogram('gateway_request_duration_seconds', 'Time from the request to the end of its answer, by route.', ['route']);
  const firstToken = histogram('gateway_first_token_seconds', 'Time from the request to the first token of a stream, by model.', ['model']);
  const upstream = histogram('gateway_upstream_duration_seconds', 'Time that the model took, by model.', ['model']);
  const gauge = (name: string, help: string, read: (() => number) | undefined): void => {
    if (read !== undefined) new Gauge({ name, help, registers, collect() { this.set(read()); } });
  };
  gauge('gateway_requests_in_flight', 'Requests that are being served.', hooks.inFlight);
  gauge('gateway_audit_waiting_records', 'Audit records that are not durable yet.', hooks.auditWaiting);
  const { auditAvailable, breakers } = hooks;
  gauge('gateway_audit_available', 'Whether the audit trail takes records: 1 or 0.', auditAvailable && (() => Number(auditAvailable())));
  if (breakers !== undefined) {
    new Gauge({
      name: 'gateway_breaker_state', help: 'Circuit breaker of an upstream: 0 closed, 1 half-open, 2 open.', labelNames: ['upstream'], registers,
      collect() { for (const [name, state] of Object.entries(breakers())) this.set({ upstream: name }, BREAKER_LEVELS[state]); },
    });
  }

  const tenantName = boundedNames(maxTenants, OTHER);
  const modelName = boundedNames(64, OTHER);
  const routeName = boundedNames(16, OTHER);
  const codeName = boundedNames(64, OTHER);
  const eventName = boundedNames(64, OTHER);

  return {
    text: () => registry.metrics(),
    countEvent: (event) => events(eventName(event))(1),
    observe: (summary) => {
      const route = routeName(summary.route);
      const model = summary.model === undefined ? NONE : modelName(summary.model);
      const tenant = summary.tenant === undefined ? NONE : tenantName(summary.tenant);
      requests(route, String(summary.status), model)(1);
      duration(route)(summary.durationMilliseconds / 1_000);
      if (summary.errorCode !== undefined) refusals(codeName(summary.errorCode))(1);
      if (summary.errorCode === 'rate_limit_exceeded') budgetRefusals(tenant)(1);
      if (summary.clientGone === true) clientsGone(route)(1);
      for (const { guard, action } of summary.verdicts) verdicts(guard, action)(1);
      if (summary.usage !== undefined) {
        inputTokens(tenant, model)(summary.usage.prompt_tokens);
        outputTokens(tenant, model)(summary.usage.completion_tokens);
      }
      if (summary.cost !== undefined) cost(tenant, model)(summary.cost);
      if (summary.firstTokenMilliseconds !== undefined) firstToken(model)(summary.firstTokenMilliseconds / 1_000);
      if (summary.upstreamMilliseconds !== undefined) upstream(model)(summary.upstreamMilliseconds / 1_000);
    },
  };
}
