import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Tracer } from '@opentelemetry/api';
import type { RequestSummary } from '../core/ports';
import { parseTraceparent } from './traceparent';

/** Where traces go. */
export interface TraceSettings {
  /** OTLP over HTTP, up to before `/v1/traces`. */
  readonly endpoint: string;
  /** Share of the requests that are traced where the caller's trace does not decide, 0 to 1. @default 1 */
  readonly sampleRatio?: number;
  /** `service.name`. @default 'secure-ai-gateway' */
  readonly serviceName?: string;
  /** `gen_ai.provider.name`: whose API the inference server speaks. @default 'openai' */
  readonly provider?: string;
}

export interface Traces {
  record(summary: RequestSummary, traceparent?: string): void;
  close(): Promise<void>;
}

/** What the GenAI conventions call the work of a route. */
const OPERATIONS: Readonly<Record<string, string>> = { '/v1/chat/completions': 'chat', '/v1/embeddings': 'embeddings' };

/**
 * Writes the spans of a request once it is over: one for the request as it was served, and below it one for the call of the model, by the
 * conventions for generative AI. No content, no subject.
 */
export function recordSpans(tracer: Tracer, provider: string, summary: RequestSummary, traceparent: string | undefined): void {
  const startTime = Date.parse(summary.time);
  const endTime = startTime + summary.durationMilliseconds;
  const parent = parseTraceparent(traceparent);
  const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  const served = tracer.startSpan(summary.route, { kind: SpanKind.SERVER, startTime, attributes: servedAttributes(summary) }, context);
  const operation = OPERATIONS[summary.route];
  if (summary.model !== undefined && summary.upstreamMilliseconds !== undefined && operation !== undefined) {
    const called = tracer.startSpan(`${operation} ${summary.model}`, {
      kind: SpanKind.CLIENT,
      startTime: Math.max(startTime, endTime - summary.upstreamMilliseconds),
      attributes: modelAttributes(summary, operation, provider),
    }, trace.setSpan(context, served));
    if (summary.errorCode?.startsWith('upstream_') === true) called.setStatus({ code: SpanStatusCode.ERROR });
    called.end(endTime);
  }
  if (summary.status >= 500) served.setStatus({ code: SpanStatusCode.ERROR });
  served.end(endTime);
}

function servedAttributes({ route, status, errorCode, tenant, riskScore, requestId, clientGone }: RequestSummary): Attributes {
  return {
    'http.route': route,
    'http.response.status_code': status,
    'error.type': errorCode,
    'secure_ai.request.id': requestId,
    'secure_ai.tenant': tenant,
    'secure_ai.risk_score': riskScore,
    'secure_ai.client_gone': clientGone,
  };
}

function modelAttributes({ model, modelVersion, usage, stream, firstTokenMilliseconds, errorCode }: RequestSummary, operation: string, provider: string): Attributes {
  return {
    'gen_ai.operation.name': operation,
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    'gen_ai.request.stream': stream,
    'gen_ai.response.model': modelVersion,
    'gen_ai.response.time_to_first_chunk': firstTokenMilliseconds === undefined ? undefined : firstTokenMilliseconds / 1_000,
    'gen_ai.usage.input_tokens': usage?.prompt_tokens,
    'gen_ai.usage.output_tokens': usage?.completion_tokens,
    'error.type': errorCode,
  };
}

/** Sends spans to an OTLP endpoint, in batches and in the background. The SDK is loaded here and nowhere else. */
export async function otlpTraces({ endpoint, sampleRatio = 1, serviceName = 'secure-ai-gateway', provider = 'openai' }: TraceSettings): Promise<Traces> {
  const [{ BasicTracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const tracerProvider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    spanLimits: { attributeValueLengthLimit: 256 },
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/v1/traces`, timeoutMillis: 5_000 }), { maxQueueSize: 4_096, scheduledDelayMillis: 2_000, exportTimeoutMillis: 6_000 })],
  });
  const tracer = tracerProvider.getTracer('secure-ai-gateway');
  return {
    record: (summary, traceparent) => recordSpans(tracer, provider, summary, traceparent),
    close: () => tracerProvider.shutdown(),
  };
}
