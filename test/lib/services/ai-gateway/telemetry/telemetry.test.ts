import { GATEWAY_METRICS } from '../../../../../lib/contract/gateway-metrics';
import type { MetricHooks } from '../../../../../lib/services/ai-gateway/telemetry/metrics';
import { createTelemetry, type TelemetryDependencies, type TelemetrySettings } from '../../../../../lib/services/ai-gateway/telemetry/telemetry';
import type { Telemetry } from '../../../../../lib/services/ai-gateway/core/ports';
import { summary } from './fixture';

interface Started { readonly telemetry: Telemetry; readonly lines: string[]; events(): Record<string, unknown>[] }

function started(settings: TelemetrySettings = {}, dependencies: Partial<TelemetryDependencies> = {}, hooks: MetricHooks = {}): Started {
  const lines: string[] = [];
  const telemetry = createTelemetry(settings, { log: { write: (line) => void lines.push(line) }, hooks, clock: () => 1_000, ...dependencies });
  return { telemetry, lines, events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const valueOf = (text: string, series: string): number => Number(text.split('\n').find((line) => line.startsWith(`${series} `))?.slice(series.length + 1) ?? Number.NaN);

test('counts requests, tokens, verdicts, refusals, cost and times for Prometheus, with a help text for each', async () => {
  const breakers = { llama: 'open', embed: 'closed' } as const;
  const { telemetry } = started({}, {}, { inFlight: () => 3, auditWaiting: () => 4, auditAvailable: () => false, breakers: () => breakers });
  telemetry.requestFinished(summary());
  telemetry.requestFinished(summary({ stream: true, firstTokenMilliseconds: 40, clientGone: true }));
  telemetry.requestFinished(summary({ status: 429, errorCode: 'rate_limit_exceeded', usage: undefined, cost: undefined, upstreamMilliseconds: undefined }));
  telemetry.requestFinished(summary({ status: 403, errorCode: 'prompt_denied', model: undefined, tenant: undefined, verdicts: [{ guard: 'firewall', action: 'deny', reasons: {} }] }));
  telemetry.event('warn', 'upstream-lost');
  const text = await telemetry.metrics();
  const expected: Record<string, number> = {
    'gateway_requests_total{route="/v1/chat/completions",status="200",model="llama"}': 2,
    'gateway_requests_total{route="/v1/chat/completions",status="403",model="none"}': 1,
    'gateway_refusals_total{code="prompt_denied"}': 1,
    'gateway_budget_refusals_total{tenant="acme"}': 1,
    'gateway_input_tokens_total{tenant="acme",model="llama"}': 200,
    'gateway_output_tokens_total{tenant="none",model="none"}': 20,
    'gateway_cost_total{tenant="acme",model="llama"}': 1,
    'gateway_verdicts_total{guard="firewall",action="deny"}': 1,
    'gateway_verdicts_total{guard="firewall",action="allow"}': 3,
    'gateway_clients_gone_total{route="/v1/chat/completions"}': 1,
    'gateway_events_total{event="upstream-lost"}': 1,
    'gateway_request_duration_seconds_count{route="/v1/chat/completions"}': 4,
    'gateway_request_duration_seconds_sum{route="/v1/chat/completions"}': 1,
    'gateway_request_duration_seconds_bucket{le="0.1",route="/v1/chat/completions"}': 0,
    'gateway_request_duration_seconds_bucket{le="0.25",route="/v1/chat/completions"}': 4,
    'gateway_first_token_seconds_count{model="llama"}': 1,
    'gateway_upstream_duration_seconds_count{model="llama"}': 2,
    gateway_requests_in_flight: 3,
    gateway_audit_waiting_records: 4,
    gateway_audit_available: 0,
    'gateway_breaker_state{upstream="llama"}': 2,
    'gateway_breaker_state{upstream="embed"}': 0,
  };
  expect(Object.fromEntries(Object.keys(expected).map((series) => [series, valueOf(text, series)]))).toEqual(expected);
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  for (const name of names) expect(text).toMatch(new RegExp(`^# HELP ${name ?? ''} \\S.+\\.$`, 'm'));
  expect(names).toHaveLength(16);
  await telemetry.close();
});

test('bounds its labels, whatever strangers send', async () => {
  const { telemetry } = started({ maxTenants: 3, cloudWatch: true });
  for (let index = 0; index < 1_000; index += 1) telemetry.requestFinished(summary({ tenant: `t${index}`, model: `m${index}`, route: `/r${index}`, errorCode: `e${index}`, status: 400 }));
  for (let index = 0; index < 1_000; index += 1) telemetry.event('info', `event-${index}`);
  const text = await telemetry.metrics();
  expect(text.split('\n').length).toBeLessThan(6_000);
  expect(new Set([...text.matchAll(/tenant="([^"]*)"/g)].map(([, tenant]) => tenant))).toEqual(new Set(['t0', 't1', 't2', 'other']));
  expect(new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route)).size).toBe(17);
  await telemetry.close();
});

test('has a registry of its own: two gateways in one process do not meet', async () => {
  const first = started();
  const second = started();
  first.telemetry.requestFinished(summary());
  expect(valueOf(await second.telemetry.metrics(), 'gateway_requests_total{route="/v1/chat/completions",status="200",model="llama"}')).toBeNaN();
  await Promise.all([first.telemetry.close(), second.telemetry.close()]);
});

describe('for CloudWatch', () => {
  test('writes the sums of a minute for each tenant, as the embedded metric format wants them', async () => {
    const { telemetry, events } = started({ maxTenants: 2 });
    telemetry.requestFinished(summary());
    telemetry.requestFinished(summary({ status: 403, errorCode: 'prompt_denied', usage: undefined, cost: undefined }));
    telemetry.requestFinished(summary({ status: 429, errorCode: 'rate_limit_exceeded', usage: undefined, cost: undefined }));
    telemetry.requestFinished(summary({ tenant: 'b', status: 503, errorCode: 'audit_unavailable' }));
    telemetry.requestFinished(summary({ tenant: 'c' }));
    telemetry.requestFinished(summary({ tenant: undefined, status: 401, errorCode: 'invalid_token', usage: undefined, cost: undefined }));
    await telemetry.close();
    const usage = events().filter((line) => '_aws' in line);
    expect(usage).toHaveLength(3);
    const [acme] = usage;
    expect(acme).toMatchObject({ Tenant: 'acme', Requests: 3, InputTokens: 100, OutputTokens: 20, Denials: 1, BudgetRefusals: 1, Errors: 0, Cost: 0.5, TokenAnomalies: 0 });
    expect(acme?._aws).toEqual({
      Timestamp: 1_000,
      CloudWatchMetrics: [{
        Namespace: 'SecureAiPlatform/Gateway',
        Dimensions: [['Tenant'], []],
        Metrics: Object.values(GATEWAY_METRICS).map((Name) => ({ Name, Unit: Name === 'Cost' ? 'None' : 'Count' })),
      }],
    });
    // Every metric that is announced has a number, every dimension a text.
    for (const line of usage) for (const name of Object.values(GATEWAY_METRICS)) expect(typeof line[name]).toBe('number');
    expect(usage.map(({ Tenant, Requests, Errors }) => [Tenant, Requests, Errors])).toEqual([['acme', 3, 0], ['b', 1, 1], ['other', 2, 0]]);
  });

  test('writes once a minute, nothing for a minute without requests, and nothing at all by choice', () => {
    jest.useFakeTimers();
    try {
      const counted = started();
      const silent = started({ cloudWatch: false });
      for (let request = 0; request < 50; request += 1) {
        counted.telemetry.requestFinished(summary());
        silent.telemetry.requestFinished(summary());
      }
      jest.advanceTimersByTime(59_000);
      expect(counted.lines).toHaveLength(50);
      jest.advanceTimersByTime(181_000);
      expect(counted.lines).toHaveLength(51);
      expect(silent.lines).toHaveLength(50);
      void counted.telemetry.close();
      jest.advanceTimersByTime(120_000);
      expect(counted.lines).toHaveLength(51);
    } finally {
      jest.useRealTimers();
    }
  });

  test('tells when a tenant uses far more tokens than it is used to, silent minutes counted', () => {
    jest.useFakeTimers();
    try {
      const { telemetry, events } = started();
      const use = (tokens: number): void => {
        telemetry.requestFinished(summary({ usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens } }));
        jest.advanceTimersByTime(60_000);
      };
      use(30_000);
      for (let minute = 0; minute < 40; minute += 1) {
        if (minute % 2 === 0) jest.advanceTimersByTime(60_000);
        else use(30_000);
      }
      expect(events().some(({ event }) => event === 'token-anomaly')).toBe(false);
      use(900_000);
      expect(events().filter(({ event }) => event === 'token-anomaly')).toMatchObject([{ level: 'warn', tenant: 'acme', tokens: 900_000 }]);
      expect(events().filter(({ TokenAnomalies }) => TokenAnomalies === 1)).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });
});

test('never throws: a log that fails, a summary that lies and a hook that fails reach no request', async () => {
  const broken = started({}, { log: { write: () => { throw new Error('no log'); } } });
  expect(() => { broken.telemetry.requestFinished(summary()); broken.telemetry.event('info', 'x'); }).not.toThrow();
  expect(valueOf(await broken.telemetry.metrics(), 'gateway_requests_total{route="/v1/chat/completions",status="200",model="llama"}')).toBe(1);
  await broken.telemetry.close();

  const { telemetry, events } = started();
  telemetry.requestFinished(summary({ usage: { prompt_tokens: -1, completion_tokens: Number.NaN, total_tokens: 0 }, durationMilliseconds: Number.NaN }));
  expect(events().map(({ event }) => event)).toEqual(['request', 'telemetry-failed']);
  telemetry.event('error', 'circular', { get self(): unknown { throw new Error('getter'); } });
  await telemetry.close();
});

test('loads and asks nothing for traces without an endpoint, and goes on when they cannot be opened', async () => {
  const opened = jest.fn(() => Promise.reject(new Error('no SDK')));
  const without = started({}, { traces: opened });
  without.telemetry.requestFinished(summary(), '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
  await without.telemetry.close();
  expect(opened).not.toHaveBeenCalled();
  const failing = started({ traces: { endpoint: 'http://127.0.0.1:4318' } }, { traces: opened });
  await failing.telemetry.close();
  expect(failing.events()).toMatchObject([{ level: 'error', event: 'traces-unavailable' }]);
});

test('hands over what the log still holds when it is closed', async () => {
  const flushSync = jest.fn();
  const { telemetry } = started({}, { log: { write: () => undefined, flushSync } });
  await telemetry.close();
  expect(flushSync).toHaveBeenCalledTimes(1);
});
