import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { otlpTraces, recordSpans } from '../../../../../lib/services/ai-gateway/telemetry/spans';
import { parseTraceparent } from '../../../../../lib/services/ai-gateway/telemetry/traceparent';
import type { RequestSummary } from '../../../../../lib/services/ai-gateway/core/ports';
import { summary } from './fixture';

// The exporter loads Node's http by a dynamic import, which works outside jest's module registry only.
jest.mock('@opentelemetry/exporter-trace-otlp-http', () => (globalThis as unknown as { nativeRequire: (name: string) => object }).nativeRequire('@opentelemetry/exporter-trace-otlp-http'));

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function spansOf(request: RequestSummary, traceparent?: string): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  recordSpans(provider.getTracer('test'), 'openai', request, traceparent);
  return exporter.getFinishedSpans();
}

const milliseconds = ([seconds, nanoseconds]: readonly [number, number]): number => seconds * 1_000 + nanoseconds / 1e6;

test("writes a span of the request below the caller's, and one of the model's call by the GenAI conventions below that", () => {
  const [called, served] = spansOf(summary({ stream: true, firstTokenMilliseconds: 40 }), TRACEPARENT);
  expect(served).toMatchObject({ name: '/v1/chat/completions', kind: SpanKind.SERVER, parentSpanContext: { spanId: 'b7ad6b7169203331' } });
  expect(called).toMatchObject({ name: 'chat llama', kind: SpanKind.CLIENT, parentSpanContext: { spanId: served?.spanContext().spanId } });
  expect([called, served].map((span) => span?.spanContext().traceId)).toEqual(['0af7651916cd43dd8448eb211c80319c', '0af7651916cd43dd8448eb211c80319c']);
  expect(called?.attributes).toEqual({
    'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'llama', 'gen_ai.request.stream': true, 'gen_ai.response.model': 'llama-3-8b',
    'gen_ai.response.time_to_first_chunk': 0.04, 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 20,
  });
  expect(served?.attributes).toEqual({ 'http.route': '/v1/chat/completions', 'http.response.status_code': 200, 'secure_ai.request.id': 'req_1', 'secure_ai.tenant': 'acme', 'secure_ai.risk_score': 0.02 });
  expect([served, called].map((span) => milliseconds(span?.duration ?? [0, 0]))).toEqual([250, 200]);
});

test('writes no span of a model that was not called, and marks what failed', () => {
  const refused = spansOf(summary({ status: 403, errorCode: 'prompt_denied', upstreamMilliseconds: undefined }));
  expect(refused.map(({ name }) => name)).toEqual(['/v1/chat/completions']);
  expect(refused[0]).toMatchObject({ status: { code: SpanStatusCode.UNSET }, attributes: { 'error.type': 'prompt_denied' } });
  const failed = spansOf(summary({ status: 504, errorCode: 'upstream_timeout', usage: undefined }));
  expect(failed.map(({ status }) => status.code)).toEqual([SpanStatusCode.ERROR, SpanStatusCode.ERROR]);
});

test('begins a trace of its own when the header is malformed', () => {
  expect(parseTraceparent(TRACEPARENT)).toMatchObject({ traceFlags: 1, isRemote: true });
  expect(parseTraceparent('cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-later')).toMatchObject({ traceFlags: 0 });
  const zeros = '0'.repeat(32);
  for (const wrong of [undefined, '', 'x', `${TRACEPARENT}-more`, TRACEPARENT.toUpperCase(), TRACEPARENT.replace('00-', 'ff-'), `00-${zeros}-b7ad6b7169203331-01`, `00-0af7651916cd43dd8448eb211c80319c-${zeros.slice(16)}-01`, `00-${'a'.repeat(100_000)}`]) {
    expect(parseTraceparent(wrong)).toBeUndefined();
  }
  const [, served] = spansOf(summary(), 'nonsense');
  expect(served?.parentSpanContext).toBeUndefined();
});

test('sends spans to an OTLP endpoint, without what was said and who said it, and none where the caller does not sample', async () => {
  const bodies: string[] = [];
  const paths: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    paths.push(request.url);
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString())).on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const traces = await otlpTraces({ endpoint: `http://127.0.0.1:${port}/` });
    traces.record(summary(), TRACEPARENT);
    traces.record(summary({ requestId: 'unsampled' }), TRACEPARENT.replace(/01$/, '00'));
    await traces.close();
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  expect(paths).toEqual(['/v1/traces']);
  expect(bodies.join('')).toContain('gen_ai.usage.input_tokens');
  expect(bodies.join('')).toContain('secure-ai-gateway');
  expect(bodies.join('')).not.toMatch(/user-1|unsampled/);
});
