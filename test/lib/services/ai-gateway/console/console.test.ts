import { readFileSync } from 'node:fs';
import { request as send, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { createConsole, type AuditStatus } from '../../../../../lib/services/ai-gateway/console/console';
import { createFeed } from '../../../../../lib/services/ai-gateway/console/feed';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import type { Approval, Approvals, RequestSummary } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Principal } from '../../../../../lib/services/ai-gateway/core/principal';
import { listenOnLoopback, type LoopbackServer } from '../../../../../lib/services/ai-gateway/local/loopback-server';

const reviewer: Principal = { tenant: 'acme', subject: 'rita', groups: ['reviewers'], scopes: new Set(['approvals/decide']) };
const waiting = { id: 'one', tenant: 'acme', summary: 'wire_money {}', status: 'pending' } as unknown as Approval;
const summary = (requestId: string): RequestSummary => ({ requestId, time: '2026-01-01T00:00:00Z', route: '/v1/chat/completions', status: 200, stream: false, verdicts: [], toolCalls: {}, durationMilliseconds: 1 });

let time = 0;
let server: LoopbackServer;
let decided: unknown[][];
let pendingFails: boolean;
let audit: () => Promise<AuditStatus>;
let audits: number;
const feed = createFeed(2);
const approvals: Approvals = {
  requireApproval: () => Promise.reject(new Error('not asked')),
  pending: async () => {
    if (pendingFails) throw new GatewayError('guard_failed');
    return [waiting];
  },
  decide: async (...decision) => {
    decided.push(decision);
    if (decision[1] === 'gone') throw new GatewayError('approval_not_found');
    if (decision[1] === 'broken') throw new Error('secret internals');
    return { ...waiting, status: 'approved' };
  },
};

beforeAll(async () => {
  server = await listenOnLoopback(createConsole({ feed, approvals, reviewer, now: () => time, auditStatus: () => { audits += 1; return audit(); } }));
});
afterAll(() => server.close());
beforeEach(() => {
  decided = [];
  pendingFails = false;
  audits = 0;
  time += 60_000;
  audit = async () => ({ state: 'intact', records: 3, head: 'abc' });
});

interface Answer { readonly status: number | undefined; readonly headers: Record<string, unknown>; readonly text: string }
const ask = (method: string, path: string, headers: OutgoingHttpHeaders = {}, body = ''): Promise<Answer> => new Promise((resolve, reject) => {
  const outgoing = send({ host: '127.0.0.1', port: server.port, method, path, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => { resolve({ status: response.statusCode, headers: response.headers, text }); });
  });
  outgoing.on('error', reject).end(body);
});
const state = async (): Promise<Record<string, unknown>> => JSON.parse((await ask('GET', '/state.json')).text) as Record<string, unknown>;
const own = async (): Promise<OutgoingHttpHeaders> => ({ origin: server.url, 'x-console-token': String((await state()).token), 'content-type': 'application/json' });
const approve = JSON.stringify({ id: 'one', decision: 'approve', reason: 'fine' });

describe('the page', () => {
  test.each([['/', 'text/html'], ['/console.js', 'text/javascript'], ['/console.css', 'text/css'], ['/?x=1', 'text/html']])('%s is served as %s', async (path, type) => {
    const { status, headers } = await ask('GET', path);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
  });

  test('may load nothing from elsewhere, run nothing that stands in it, and be put into no other page', async () => {
    const { headers, text } = await ask('GET', '/');
    expect(headers['content-security-policy']).toBe("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(text).not.toMatch(/https?:|<style|style=|\son\w+=|<script(?![^>]*src="\/console\.js")/);
  });

  test('puts values in as text, never as markup', () => {
    const script = readFileSync(join(__dirname, '../../../../../lib/services/ai-gateway/console/page/console.js'), 'utf8');
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function|setHTML/);
  });

  test.each(['/..%2fconsole.ts', '/../console.ts', '/console.html', '/page/console.js', '//console.js', '/__proto__'])('%s is not found', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });

  test.each([['POST', '/'], ['POST', '/state.json'], ['GET', '/decide'], ['PUT', '/decide'], ['DELETE', '/console.js']])('%s %s is not found', async (method, path) => {
    expect((await ask(method, path)).status).toBe(404);
  });
});

describe('the state', () => {
  test('has the last requests, the newest first, what waits, and how the audit chain is', async () => {
    feed.add(summary('1'), () => 'first');
    feed.add(summary('2'), () => 'second');
    feed.add(summary('3'), () => 'x'.repeat(5_000));
    const { token: _, ...shown } = await state();
    expect(shown).toEqual({
      now: new Date(time).toISOString(), reviewer: { tenant: 'acme', subject: 'rita' }, audit: { state: 'intact', records: 3, head: 'abc' }, approvals: [waiting],
      requests: [{ summary: summary('3'), preview: `${'x'.repeat(600)}…` }, { summary: summary('2'), preview: 'second' }],
    });
  });

  test('says so when something could not be read', async () => {
    pendingFails = true;
    audit = () => Promise.reject(new Error('secret internals'));
    const { text } = await ask('GET', '/state.json');
    expect(JSON.parse(text)).toMatchObject({ approvals: null, audit: { state: 'unavailable' } });
    expect(text).not.toContain('secret');
  });

  test('the chain is verified once for all who look within some seconds', async () => {
    await Promise.all([state(), state()]);
    await state();
    expect(audits).toBe(1);
    time += 5_000;
    await state();
    expect(audits).toBe(2);
  });
});

describe('a decision', () => {
  test('of the page itself is made in the name of the reviewer', async () => {
    const { status, text } = await ask('POST', '/decide', await own(), approve);
    expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ status: 'approved' })]);
    expect(decided).toEqual([[reviewer, 'one', 'approve', 'fine']]);
  });

  test.each<[string, (headers: OutgoingHttpHeaders) => OutgoingHttpHeaders]>([
    ['no origin', ({ origin: _, ...rest }) => rest], ['another origin', (headers) => ({ ...headers, origin: 'https://evil.example' })], ['another port', (headers) => ({ ...headers, origin: 'http://127.0.0.1:1' })],
    ['the origin "null"', (headers) => ({ ...headers, origin: 'null' })], ['no token', ({ 'x-console-token': _, ...rest }) => rest], ['another token', (headers) => ({ ...headers, 'x-console-token': 'A'.repeat(43) })], ['an empty token', (headers) => ({ ...headers, 'x-console-token': '' })],
  ])('with %s is refused', async (_name, change) => {
    expect((await ask('POST', '/decide', change(await own()), approve)).status).toBe(403);
    expect(decided).toEqual([]);
  });

  test.each(['/', '/state.json', '/decide'])('another host’s name is refused for %s, whatever points here', async (path) => {
    const headers = { ...await own(), host: 'evil.example', origin: 'http://evil.example' };
    expect(await ask(path === '/decide' ? 'POST' : 'GET', path, headers, path === '/decide' ? approve : '')).toMatchObject({ status: 421, text: '' });
    expect(decided).toEqual([]);
  });

  test.each(['', '{', 'null', '[]', '{"id":"one","decision":"approve"}', '{"id":"one","decision":"maybe","reason":"x"}', '{"id":"one","decision":"approve","reason":""}', '{"id":"one","decision":"approve","reason":"x","more":1}', `{"id":"${'x'.repeat(9_000)}"}`])('with the body %.60s is refused', async (body) => {
    expect((await ask('POST', '/decide', await own(), body)).status).toBe(400);
    expect(decided).toEqual([]);
  });

  test('that cannot be made says why, and no more', async () => {
    const of = async (id: string) => ask('POST', '/decide', await own(), JSON.stringify({ id, decision: 'reject', reason: 'no' }));
    expect(await of('gone')).toMatchObject({ status: 404, text: '{"error":"There is no such pending approval."}' });
    expect(await of('broken')).toMatchObject({ status: 500, text: '{"error":"The decision could not be kept."}' });
  });
});
