import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { GatewayError } from '../core/gateway-error';
import type { Approvals } from '../core/ports';
import type { Principal } from '../core/principal';
import { isLoopbackHost, readBody, sendJson } from '../local/loopback-server';
import type { Feed } from './feed';

/** What a look at the audit chain found. */
export type AuditStatus =
  | { readonly state: 'intact'; readonly records: number; readonly head: string }
  | { readonly state: 'broken'; readonly records: number; readonly problem: string }
  | { readonly state: 'unavailable'; readonly problem: string };

export interface ConsoleSettings {
  readonly feed: Feed;
  /** Verifies the chain; asked at most every few seconds, while somebody looks. */
  readonly auditStatus: () => Promise<AuditStatus>;
  readonly approvals: Approvals;
  /** In whose name the page decides. */
  readonly reviewer: Principal;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** @default - of node:crypto */
  readonly random?: (bytes: number) => Buffer;
}

/** Serves a page that shows what the gateway does, and lets a person decide what waits. For one machine: to be listened for on loopback only. */
export type ConsoleHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const AUDIT_MILLISECONDS = 5_000;
const MAX_BODY_BYTES = 8_192;
const decisionBody = z.strictObject({ id: z.string().max(128), decision: z.enum(['approve', 'reject']), reason: z.string().min(1).max(2_000) });

const HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The page's files; read once, so that no path of a request is ever looked up. */
const PAGE: ReadonlyMap<string, { readonly file: string; readonly type: string }> = new Map([
  ['/', { file: 'console.html', type: 'text/html; charset=utf-8' }],
  ['/console.css', { file: 'console.css', type: 'text/css; charset=utf-8' }],
  ['/console.js', { file: 'console.js', type: 'text/javascript; charset=utf-8' }],
]);

/**
 * Three walls against other pages in the same browser: requests for another host's name are refused (a name on the web may point here), decisions must come
 * from this page's origin, and carry a token that only it can read.
 */
export function createConsole({ feed, auditStatus, approvals, reviewer, now = Date.now, random = randomBytes }: ConsoleSettings): ConsoleHandler {
  const token = random(32).toString('base64url');
  const files = new Map([...PAGE].map(([path, { file, type }]) => [path, { type, content: readFileSync(join(__dirname, 'page', file)) }]));
  const audit = cachedFor(AUDIT_MILLISECONDS, now, () => auditStatus().catch((): AuditStatus => ({ state: 'unavailable', problem: 'The audit chain could not be read.' })));

  const state = async (response: ServerResponse): Promise<void> => {
    const [chain, waiting] = await Promise.all([audit(), approvals.pending(reviewer).catch(() => null)]);
    sendJson(response, 200, { token, now: new Date(now()).toISOString(), reviewer: { tenant: reviewer.tenant, subject: reviewer.subject }, audit: chain, approvals: waiting, requests: feed.recent() }, HEADERS);
  };

  const decide = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers.origin !== `http://${request.headers.host ?? ''}` || !sameText(request.headers['x-console-token'], token)) {
      sendJson(response, 403, { error: 'This was not asked by the console’s own page.' }, HEADERS);
      return;
    }
    const body = decisionBody.safeParse(parsed(await readBody(request, MAX_BODY_BYTES)));
    if (!body.success) { sendJson(response, 400, { error: 'A decision has an id, a decision and a reason.' }, HEADERS); return; }
    try {
      sendJson(response, 200, await approvals.decide(reviewer, body.data.id, body.data.decision, body.data.reason), HEADERS);
    } catch (error) {
      const [status, message] = GatewayError.isGatewayError(error) ? [error.status, error.message] : [500, 'The decision could not be kept.'];
      sendJson(response, status, { error: message }, HEADERS);
    }
  };

  return async (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!isLoopbackHost(request.headers.host, request.socket.localPort ?? 0)) {
      response.writeHead(421, HEADERS).end();
      return;
    }
    const file = files.get(path);
    if (request.method === 'GET' && file !== undefined) response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(file.content);
    else if (request.method === 'GET' && path === '/state.json') await state(response);
    else if (request.method === 'POST' && path === '/decide') await decide(request, response);
    // Browsers ask for one unasked.
    else response.writeHead(path === '/favicon.ico' ? 204 : 404, HEADERS).end();
  };
}

/** What was found is told again for a while, and asked for once however many ask at the same time. */
function cachedFor<T>(milliseconds: number, now: () => number, ask: () => Promise<T>): () => Promise<T> {
  let held: { readonly until: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (held === undefined || held.until <= now()) held = { until: now() + milliseconds, value: ask() };
    return held.value;
  };
}

function sameText(one: unknown, other: string): boolean {
  const [left, right] = [Buffer.from(typeof one === 'string' ? one : ''), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
