import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GATEWAY_HEALTH_PATH } from '../../../contract/gateway';
import { DEFAULT_REQUEST_LIMITS, ROUTES } from '../../../contract/inference-request';
import type { Scope } from '../../../contract/scopes';
import { rateLimitHeaders } from '../budgets/rate-limit-headers';
import { GatewayError } from '../core/gateway-error';
import type { Principal } from '../core/principal';
import { Exchange } from '../pipeline/exchange';
import type { Parts } from '../pipeline/parts';
import { record } from '../pipeline/record';
import { createEventStream } from './event-stream';
import { asRefusal } from './faults';
import { refuseAmbiguous } from './framing';
import { HANDLERS, type Handler } from './handlers';
import { acceptJsonOnly } from './json-body';
import { createBodyReaders, routeKey, type ReadBody } from './request-schemas';
import { rewritePath } from './path';
import { Pending } from './pending';
import { endAtStandstill } from './standstill';
import { turnAfter } from './turns';
import { refuseOnTheWire } from './wire-faults';

/** How the gateway listens. */
export interface ServerOptions {
  /** @default - plain HTTP, for a laptop's loopback */
  readonly tls?: SecureContextOptions;
  /** Whether it can serve, for the health check. @default - always */
  readonly ready?: () => boolean;
}

/** The gateway's server, and how it stops. */
export interface GatewayServer {
  readonly http: FastifyInstance;
  /** No new requests; resolves when those under way have ended, or after the time, when what is left is cut off. */
  drain(milliseconds: number): Promise<void>;
  readonly inFlight: () => number;
}

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange | null;
  }
}

/** Concerns every answer: nothing is cached, sniffed or framed. */
const COMMON_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** How long requests that are cut off have to be recorded, and their clients to be told. */
const TELL_MILLISECONDS = 2_000;

/** The edge: the routes of the contract and the health check, and nothing else. */
export function createServer(parts: Parts, { tls, ready = () => true }: ServerOptions = {}): GatewayServer {
  const { limits, unknownFields } = parts.settings;
  const readers = createBodyReaders({ ...DEFAULT_REQUEST_LIMITS, maxOutputTokens: Math.max(limits.maxOutputTokens, DEFAULT_REQUEST_LIMITS.maxOutputTokens) }, unknownFields);
  const open = new Map<Exchange, ServerResponse>();
  const common = {
    logger: false,
    bodyLimit: limits.bodyBytes,
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    requestTimeout: limits.receiveSeconds * 1_000,
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: (error: { readonly code?: string }, socket: Socket) => {
      const here = [...open.values()].filter(({ req }) => req.socket === socket);
      const refused = refuseOnTheWire(error, socket, here.some(({ req, headersSent }) => req.complete || headersSent));
      if (here.length === 0 && error.code !== 'ECONNRESET') parts.telemetry.requestFinished(Object.assign(new Exchange(randomUUID(), 'none'), { status: refused.status, errorCode: refused.code }).summary());
    },
    rewriteUrl: (request: { readonly url?: string }) => rewritePath(request.url ?? ''),
    routerOptions: { ignoreTrailingSlash: false, ignoreDuplicateSlashes: false, caseSensitive: true },
  } as const;
  const node = {
    maxHeaderSize: limits.headerBytes,
    insecureHTTPParser: false,
    requireHostHeader: true,
    // Of two `authorization` headers Node would drop the second, and a proxy the first.
    joinDuplicateHeaders: true,
    // Node takes the shorter of the two for the headers and the longer for the whole, and the one left out is a minute.
    headersTimeout: limits.receiveSeconds * 1_000,
    connectionsCheckingInterval: Math.min(5_000, limits.receiveSeconds * 500),
  };
  const http = (tls === undefined ? Fastify({ ...common, http: node }) : Fastify({ ...common, https: { ...tls, ...node, minVersion: 'TLSv1.2' as const } })) as unknown as FastifyInstance;

  let inFlight = 0;
  let draining = false;
  let onIdle: (() => void) | undefined;
  const settling = new Pending();
  /** A request is under way until its connection is done with it and its work has ended: the one without the other still takes memory. */
  const release = (exchange: Exchange): void => {
    exchange.holders -= 1;
    if (exchange.holders > 0) return;
    inFlight -= 1;
    if (inFlight === 0) onIdle?.();
  };

  http.decorateRequest('exchange', null);
  acceptJsonOnly(http);
  // Before a body is read: nobody need send one to where nothing is.
  http.addHook('onRequest', (request, _reply, done) => {
    if (request.is404) done(new GatewayError(ROUTES.some(({ path }) => path === request.url) ? 'method_not_allowed' : 'unknown_route'));
    else done();
  });
  http.setErrorHandler((error, request, reply) => { turnAway(parts, reply, error, request.exchange ?? new Exchange(request.id, 'none')); });
  http.get(GATEWAY_HEALTH_PATH, (_request, reply) => {
    const state = draining ? 'draining' : ready() ? 'ok' : 'starting';
    reply.code(state === 'ok' ? 200 : 503).header('content-type', 'text/plain').send(`${state}\n`);
  });

  for (const route of ROUTES) {
    const handler = HANDLERS[routeKey(route)];
    const read = readers.get(routeKey(route));
    if (handler === undefined || read === undefined) throw new Error(`no handler for ${routeKey(route)}`);
    http.route({
      method: route.method,
      url: route.path,
      onRequest: async (request, reply) => {
        const exchange = new Exchange(request.id, routeKey(route));
        request.exchange = exchange;
        if (draining) throw stopping();
        if (inFlight >= limits.concurrentRequests) throw new GatewayError('overloaded', { headers: { 'retry-after': '1' } });
        inFlight += 1;
        exchange.holders = 1;
        const { socket } = request.raw;
        // Behind another answer of its connection a response has no socket yet.
        const before = reply.raw.socket === null ? [...open.values()].findLast(({ req }) => req.socket === socket) : undefined;
        open.set(exchange, reply.raw);
        const ended = (): void => {
          if (!open.delete(exchange)) return;
          socket.off('close', ended);
          if (!reply.raw.writableFinished) {
            exchange.clientGone = true;
            exchange.cancel();
          }
          release(exchange);
        };
        reply.raw.once('close', ended);
        if (before !== undefined) {
          socket.setMaxListeners(0).once('close', ended);
          await turnAfter(before, socket);
        }
        refuseAmbiguous(request.raw);
        if (request.headers['content-encoding'] !== undefined) throw new GatewayError('unsupported_media_type');
        exchange.principal = await authenticated(parts, route.scope, request.headers.authorization);
      },
      handler: (request, reply) => {
        const { exchange } = request;
        if (exchange === null) throw new GatewayError('internal_error', { cause: 'a request without its exchange' });
        exchange.holders += 1;
        const served = serve(parts, settling, read, handler, exchange, request, reply).finally(() => { release(exchange); });
        settling.add(served);
        return served;
      },
    });
  }

  return {
    http,
    inFlight: () => inFlight,
    drain: async (milliseconds) => {
      draining = true;
      const closed = http.close();
      if (inFlight > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          onIdle = () => { clearTimeout(timer); resolve(); };
        });
      }
      for (const exchange of open.keys()) exchange.cancel(stopping());
      await settling.endedWithin(TELL_MILLISECONDS);
      http.server.closeAllConnections();
      await closed;
      await settling.ended();
    },
  };
}

function stopping(): GatewayError {
  return new GatewayError('shutting_down', { headers: { 'retry-after': '1' } });
}

async function authenticated({ authenticator }: Parts, scope: Scope, authorization: string | undefined): Promise<Principal> {
  const principal = await authenticator.authenticate(authorization);
  if (!principal.scopes.has(scope)) throw new GatewayError('insufficient_scope', { headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` } });
  return principal;
}

/** One request from its body to its answer. The answer leaves only after its record is safe. */
async function serve(parts: Parts, settling: Pending, read: ReadBody, handler: Handler, exchange: Exchange, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { principal } = exchange;
  if (principal === undefined) throw new GatewayError('internal_error', { cause: 'a request without its principal' });
  const { limits } = parts.settings;
  const begin = () => {
    reply.hijack();
    return answerHeaders(exchange);
  };
  const patience = limits.slowReaderSeconds * 1_000;
  const sink = () => createEventStream(reply.raw, begin, { bytes: limits.slowReaderBytes, milliseconds: patience });
  try {
    const body = read(request.body);
    // What could not be recorded afterwards is not begun.
    if (!parts.audit.available()) throw new GatewayError('audit_unavailable', { headers: { 'retry-after': '1' } });
    const answer = await handler(parts, exchange, principal, body, { reversibleMasking: reversible(parts, request) }, sink);
    if (answer !== undefined) {
      await record(parts, exchange, 'completed');
      const text = JSON.stringify(answer);
      reply.hijack();
      endAtStandstill(reply.raw, patience);
      reply.raw.writeHead(200, { ...answerHeaders(exchange), 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text);
    }
  } catch (error) {
    refuse(parts, reply, error, exchange);
    if (exchange.errorCode !== 'audit_unavailable') await record(parts, exchange, 'completed').catch(() => undefined);
  } finally {
    settling.add(exchange.reservation?.settle(usedTokens(exchange)));
    parts.telemetry.requestFinished({ ...exchange.summary(), audit: exchange.receipt }, traceparentOf(request));
  }
}

function traceparentOf({ headers }: FastifyRequest): string | undefined {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? traceparent : undefined;
}

/** What tells that no model has worked on a request. */
const UNTOUCHED: ReadonlySet<string | undefined> = new Set(['upstream_unavailable', 'upstream_refused', 'context_length_exceeded']);

/** What a request is charged: what was counted; nothing when no model has worked on it; all of it when that is not known. */
function usedTokens({ usage, embeddedTokens, errorCode, content, reservedTokens = 0 }: Exchange): number {
  if (usage !== undefined) return usage.total_tokens + embeddedTokens;
  return content.sentToModel === undefined || UNTOUCHED.has(errorCode) ? embeddedTokens : reservedTokens;
}

function reversible({ settings }: Parts, { headers }: FastifyRequest): boolean {
  return settings.pii.reversible === 'on-request' && headers['x-pii-masking'] === 'reversible';
}

function answerHeaders(exchange: Exchange): Record<string, string> {
  const { requestId, riskScore, budget, receipt, verdicts } = exchange;
  const headers: Record<string, string> = { ...COMMON_HEADERS, 'x-request-id': requestId };
  if (riskScore !== undefined) headers['x-risk-score'] = riskScore.toFixed(3);
  if (verdicts.some(({ guard, action }) => guard === 'firewall' && action !== 'allow')) headers['x-guard-action'] = 'flag';
  if (receipt !== undefined) headers['x-audit-record'] = `${receipt.chain}:${receipt.sequence}`;
  return budget === undefined ? headers : Object.assign(headers, rateLimitHeaders(budget));
}

/** Refuses a request that never came to be served: no route, no token, no readable body. It is logged and counted, and leaves no record: nobody is known to have asked. */
function turnAway(parts: Parts, reply: FastifyReply, error: unknown, exchange: Exchange): void {
  refuse(parts, reply, error, exchange);
  parts.telemetry.requestFinished(exchange.summary());
}

/** The one place where a refusal gets its shape. What was not foreseen is told as `internal_error`, and its cause goes to the log. */
function refuse(parts: Parts, reply: FastifyReply, error: unknown, exchange: Exchange): void {
  const refused = exchange.clientGone ? new GatewayError('client_closed_request') : asRefusal(error);
  exchange.status = refused.status;
  exchange.errorCode = refused.code;
  if (refused.status >= 500) parts.telemetry.event(refused.code === 'internal_error' ? 'error' : 'warn', 'request-failed', { requestId: exchange.requestId, code: refused.code, cause: describe(refused.cause) });
  if (reply.raw.headersSent || reply.raw.destroyed) {
    reply.raw.destroy();
    return;
  }
  reply.code(refused.status).headers({ ...answerHeaders(exchange), ...refused.headers }).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(refused.body()));
}

/** Name and code of a fault: its message may hold what a client sent. */
function describe(cause: unknown): string | undefined {
  if (cause instanceof Error) return 'code' in cause ? `${cause.name} ${String(cause.code)}` : cause.name;
  return typeof cause === 'string' ? cause : undefined;
}
