import type { RequestSummary, Telemetry } from '../core/ports';
import type { AnomalySettings } from './anomaly';
import { eventLine, requestLine, type Level } from './log-line';
import { createMetrics, type MetricHooks } from './metrics';
import { otlpTraces, type Traces, type TraceSettings } from './spans';
import { createUsageCounts } from './usage';

export interface TelemetrySettings {
  /** Tenants that are counted apart; each costs a set of metrics. Later ones are `other`. @default 50 */
  readonly maxTenants?: number;
  /** Writes CloudWatch metrics into the log. @default true */
  readonly cloudWatch?: boolean;
  /** How often. @default 60000 */
  readonly flushMilliseconds?: number;
  readonly anomaly?: AnomalySettings;
  /** @default - no traces, and nothing of their SDK is loaded */
  readonly traces?: TraceSettings;
}

/** Where log lines go, such as `pino.destination({ dest: 1, sync: false })`. */
export interface LogOutput {
  write(line: string): unknown;
  /** Writes what is still in memory. @default - nothing is kept in memory */
  readonly flushSync?: () => void;
}

export interface TelemetryDependencies {
  readonly log: LogOutput;
  readonly hooks?: MetricHooks;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
  /** @default - OTLP, by the settings */
  readonly traces?: (settings: TraceSettings) => Promise<Traces>;
}

/** How long the end of the process waits for spans that are on their way. */
const CLOSE_MILLISECONDS = 5_000;

/** Log, metrics and traces of the gateway. A fault of any of them is told in the log, and never reaches a request. */
export function createTelemetry(settings: TelemetrySettings, { log, hooks = {}, clock = Date.now, traces: open = otlpTraces }: TelemetryDependencies): Telemetry {
  const { maxTenants = 50, cloudWatch = true, flushMilliseconds = 60_000 } = settings;
  const metrics = createMetrics(hooks, maxTenants);
  const usage = createUsageCounts(maxTenants, settings.anomaly ?? {});
  let traces: Traces | undefined;

  const event = (level: Level, name: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    try {
      log.write(eventLine(level, name, clock(), fields));
      metrics.countEvent(name);
    } catch {
      // Nothing is left to tell it to.
    }
  };
  const guarded = (part: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      event('error', 'telemetry-failed', { part, cause: error });
    }
  };
  const flush = (): void => guarded('usage', () => {
    const { lines, anomalies } = usage.flush(clock());
    for (const line of cloudWatch ? lines : []) log.write(line);
    for (const anomaly of anomalies) event('warn', 'token-anomaly', { ...anomaly });
  });

  const opening = settings.traces === undefined ? undefined : open(settings.traces).then((opened) => { traces = opened; }, (error: unknown) => event('error', 'traces-unavailable', { cause: error }));
  const timer = setInterval(flush, flushMilliseconds).unref();

  return {
    event,
    metrics: metrics.text,
    requestFinished: (summary: RequestSummary, traceparent?: string) => {
      guarded('log', () => void log.write(requestLine(summary)));
      guarded('metrics', () => metrics.observe(summary));
      guarded('usage', () => usage.add(summary));
      if (traces !== undefined) guarded('traces', () => traces?.record(summary, traceparent));
    },
    close: async () => {
      clearInterval(timer);
      flush();
      await opening;
      if (traces !== undefined) await within(traces.close(), CLOSE_MILLISECONDS).catch((error: unknown) => event('warn', 'traces-lost', { cause: error }));
      guarded('log', () => log.flushSync?.());
    },
  };
}

async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error('too late')), milliseconds); });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
