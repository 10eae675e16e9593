import { TextDecoder } from 'node:util';
import { createParser } from 'eventsource-parser';
import { Pool, errors, type Dispatcher } from 'undici';
import { GatewayError } from '../core/gateway-error';
import type { EmbeddingResponse, ModelClient } from '../core/ports';
import type { ChatChunk, ChatCompletion, ChatRequest } from '../openai/types';
import { createCircuitBreaker, type BreakerState } from './circuit-breaker';
import { createGate } from './gate';
import { isContextOverflow, readChunk, readCompletion, readEmbeddings } from './wire';

/** How a server is reached. */
export interface ModelClientSettings {
  /** `https://host:port`, with a path before `/v1` if there is one. */
  readonly url: string;
  /** Most connections at once; beyond them requests wait. */
  readonly connections: number;
  readonly connectSeconds: number;
  /** Until the answer begins. */
  readonly firstByteSeconds: number;
  /** Longest silence within an answer. */
  readonly idleSeconds: number;
  /** PEM: whom to trust, and how to identify oneself. @default - the public authorities, no client certificate */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
  /** Sent as bearer token to a server that asks for one. */
  readonly apiKey?: string;
}

export interface ObservedModelClient extends ModelClient {
  breakerState(): BreakerState;
}

/** An answer larger than this is no answer of a model. */
const MAX_ANSWER_BYTES = 64 * 2 ** 20;
/** One event of a stream. */
const MAX_EVENT_CHARACTERS = 4 * 2 ** 20;
const MAX_ERROR_BYTES = 65_536;
const BREAKER = { failures: 5, openMilliseconds: 5_000 };
/** A request that was not sent is tried again this often. */
const ATTEMPTS = 3;

/**
 * A pool of connections to one OpenAI-compatible server. A request is sent again only when it certainly was not received: no connection came about.
 * (Embeddings cost nothing twice, so they are also repeated after 502, 503 and 504.) An aborted signal ends the request at the server, too.
 */
export function createModelClient(settings: ModelClientSettings, now: () => number = Date.now): ObservedModelClient {
  const base = new URL(settings.url);
  const prefix = base.pathname.replace(/(?<!\/)\/+$/, '').replace(/\/v1$/, '');
  const pool = new Pool(base.origin, {
    connections: settings.connections,
    pipelining: 1,
    connectTimeout: settings.connectSeconds * 1_000,
    headersTimeout: settings.firstByteSeconds * 1_000,
    bodyTimeout: Math.max(settings.firstByteSeconds, settings.idleSeconds) * 1_000,
    maxResponseSize: MAX_ANSWER_BYTES,
    ...(settings.tls === undefined ? {} : { connect: { ...settings.tls, timeout: settings.connectSeconds * 1_000 } }),
  });
  const breaker = createCircuitBreaker(BREAKER, now);
  // The pool has a line of its own, which nobody can leave.
  const gate = createGate(settings.connections);
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(settings.apiKey === undefined ? {} : { authorization: `Bearer ${settings.apiKey}` }) };

  /** Enters the gate and sends until a connection came about; throws GatewayError for every status that is no success. Who gets a response leaves the gate after it. */
  const send = async (path: string, body: unknown, signal: AbortSignal, repeatable: boolean): Promise<Dispatcher.ResponseData> => {
    if (breaker.state() === 'open') throw shut();
    const line = gate.enter(signal);
    if (line !== undefined) await line;
    try {
      return await sendAtOnce(path, body, signal, repeatable);
    } catch (error) {
      gate.leave();
      throw error;
    }
  };
  const sendAtOnce = async (path: string, body: unknown, signal: AbortSignal, repeatable: boolean): Promise<Dispatcher.ResponseData> => {
    if (!breaker.admits()) throw shut();
    const text = JSON.stringify(body);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await pool.request({ method: 'POST', path: `${prefix}${path}`, headers, body: text, signal });
        if (response.statusCode === 200) return response;
        if (repeatable && attempt < ATTEMPTS && [502, 503, 504].includes(response.statusCode)) {
          await response.body.dump({ limit: MAX_ERROR_BYTES, signal });
          continue;
        }
        throw await refusal(response);
      } catch (error) {
        if (!signal.aborted && attempt < ATTEMPTS && wasNotSent(error)) continue;
        throw report(error, signal);
      }
    }
  };

  /** Tells the breaker, and turns faults of the connection into refusals. */
  const report = (error: unknown, signal: AbortSignal): unknown => {
    if (signal.aborted) {
      breaker.abandoned();
      return error;
    }
    const refused = asGatewayError(error);
    // A request that the server refuses says that the server is well.
    if (refused.code === 'upstream_refused' || refused.code === 'context_length_exceeded') breaker.succeeded();
    else breaker.failed();
    return refused;
  };

  /** An answer in one piece; what `read` does not know is none. */
  const whole = async <Answer>(path: string, body: unknown, signal: AbortSignal, read: (body: unknown) => Answer | undefined, repeatable: boolean): Promise<Answer> => {
    const response = await send(path, body, signal, repeatable);
    try {
      const answer = read(await json(response.body));
      if (answer === undefined) throw new GatewayError('upstream_failed', { cause: 'another answer than was asked for' });
      breaker.succeeded();
      return answer;
    } catch (error) {
      throw report(error, signal);
    } finally {
      gate.leave();
    }
  };

  return {
    complete: (request: ChatRequest, signal): Promise<ChatCompletion> => whole('/v1/chat/completions', request, signal, readCompletion, false),
    stream: async function* (request: ChatRequest, signal): AsyncGenerator<ChatChunk> {
      const response = await send('/v1/chat/completions', request, signal, false);
      let outcome: 'left' | 'ended' | 'failed' = 'left';
      try {
        for await (const chunk of chunks(response.body, settings.idleSeconds * 1_000)) yield chunk;
        outcome = 'ended';
        breaker.succeeded();
      } catch (error) {
        outcome = 'failed';
        throw report(error, signal);
      } finally {
        if (outcome === 'left') breaker.abandoned();
        // What follows [DONE] is read to its end, so that the connection can serve the next request.
        if (outcome === 'ended') void response.body.dump({ limit: MAX_ERROR_BYTES }).catch(() => undefined);
        else response.body.on('error', () => undefined).destroy();
        gate.leave();
      }
    },
    embed: (body, signal): Promise<EmbeddingResponse> => whole('/v1/embeddings', body, signal, readEmbeddings, true),
    close: () => pool.close(),
    breakerState: () => breaker.state(),
  };
}

function shut(): GatewayError {
  return new GatewayError('upstream_unavailable', { headers: { 'retry-after': '5' } });
}

/** The pool ends answers that are too large. */
async function json(body: Dispatcher.ResponseData['body']): Promise<unknown> {
  const text = await body.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new GatewayError('upstream_failed', { cause });
  }
}

/** Chunks of an event stream until `[DONE]`. A stream that ends without it was cut off. */
async function* chunks(body: Dispatcher.ResponseData['body'], idleMilliseconds: number): AsyncGenerator<ChatChunk> {
  const decoder = new TextDecoder('utf-8');
  const ready: ChatChunk[] = [];
  let done = false;
  let broken: unknown;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (done) return;
      if (data === '[DONE]') done = true;
      else {
        const chunk = readChunk(parse(data));
        if (chunk === undefined) broken ??= 'no chunk';
        else ready.push(chunk);
      }
    },
    onError: (error) => { if (error.type === 'invalid-retry') return; broken ??= error; },
  });
  let buffered = 0;
  let silent = false;
  const timer = setTimeout(() => { silent = true; body.destroy(new GatewayError('upstream_timeout')); }, idleMilliseconds);
  try {
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      timer.refresh();
      const before = ready.length;
      parser.feed(decoder.decode(piece, { stream: true }));
      buffered = ready.length > before || done ? 0 : buffered + piece.length;
      if (buffered > MAX_EVENT_CHARACTERS) throw new GatewayError('upstream_failed', { cause: 'event too large' });
      for (const chunk of ready) yield chunk;
      ready.length = 0;
      if (broken !== undefined) throw new GatewayError('upstream_failed', { cause: broken });
      if (done) return;
    }
  } catch (error) {
    throw silent ? new GatewayError('upstream_timeout', { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
  throw new GatewayError('upstream_failed', { cause: 'the stream ended before [DONE]' });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The status tells what went wrong; the server's own words stay here, for they may hold prompts and addresses. */
async function refusal(response: Dispatcher.ResponseData): Promise<GatewayError> {
  const { statusCode } = response;
  const cause = `status ${statusCode}`;
  if (statusCode === 400 || statusCode === 413 || statusCode === 422) {
    const body = await json(response.body).catch(() => undefined);
    return new GatewayError(isContextOverflow(body) ? 'context_length_exceeded' : 'upstream_refused', { cause });
  }
  await response.body.dump({ limit: MAX_ERROR_BYTES }).catch(() => undefined);
  if (statusCode === 429 || statusCode === 503) return new GatewayError('upstream_unavailable', { cause, headers: { 'retry-after': '1' } });
  if (statusCode === 504) return new GatewayError('upstream_timeout', { cause });
  return new GatewayError('upstream_failed', { cause });
}

function wasNotSent(error: unknown): boolean {
  return error instanceof errors.ConnectTimeoutError || ['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(codeOf(error));
}

function asGatewayError(error: unknown): GatewayError {
  if (GatewayError.isGatewayError(error)) return error;
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) return new GatewayError('upstream_timeout', { cause: error });
  return new GatewayError(wasNotSent(error) || codeOf(error) === 'ENOTFOUND' ? 'upstream_unavailable' : 'upstream_failed', { cause: error });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
