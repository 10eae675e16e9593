import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { bundleGateway } from '../../../../../lib/build/bundle';
import { isProblem } from '../../../../../lib/services/ai-gateway/audit/findings';
import type { OpenedLine } from '../../../../../lib/services/ai-gateway/audit/open-record';
import { s3Trail } from '../../../../../lib/services/ai-gateway/audit/s3-source';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { until } from '../faults/fixture';
import { ISSUER, claims, sign } from '../identity/issuer';
import { ACCOUNT, fakeAws, type FakeAws } from './fake-aws';
import { ask, outcome, startContainer, textOf, type Answer, type Asked, type Container } from './process';
import { GATEWAY_NAME, environment, publishedKeys, startAuthority, startTlsModel, type TlsModel } from './world';

const SAID = 'the heron stands in the shallow water';
const EXPIRED = new Date(Date.now() - 100 * 86_400_000);
const TOOL = { type: 'function', function: { name: 'pay', parameters: { type: 'object' } } };

jest.setTimeout(30_000);

let folder: string;
let authority: Awaited<ReturnType<typeof startAuthority>>;
let model: TlsModel;
const models: TlsModel[] = [];
let aws: FakeAws;
let token: string;
const started: Container[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-container-'));
  await bundleGateway(resolve(__dirname, '../../../../..'), folder);
  authority = await startAuthority();
  model = await startTlsModel(await authority.issue('localhost', ['server']), { behaviour: ({ messages }) => (JSON.stringify(messages).includes('slowly') ? { pieceMilliseconds: 40, pieceCharacters: 4 } : undefined) });
  models.push(model);
  token = await sign(claims());
});
afterAll(async () => {
  for (const container of started) container.signal('SIGKILL');
  await Promise.all([...models, ...worlds].map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const worlds: FakeAws[] = [];
async function world(): Promise<FakeAws> {
  const made = await fakeAws();
  worlds.push(made);
  made.secrets.set(ACCOUNT.tlsSecretArn, JSON.stringify(await authority.issue(GATEWAY_NAME, ['server', 'client'])));
  made.secrets.set(ACCOUNT.tokenKeysSecretArn, publishedKeys());
  return made;
}

function run(env: Readonly<Record<string, string | undefined>>): Container {
  const container = startContainer(join(folder, 'main.js'), env);
  started.push(container);
  return container;
}

const asked = (to: Container, path: string, options: Partial<Asked> = {}): Promise<Answer> => ask(to.port(), path, { ca: authority.certificate, servername: GATEWAY_NAME, ...options });
const chat = (to: Container, content: string, more: object = {}, options: Partial<Asked> = {}): Promise<Answer> => asked(to, '/v1/chat/completions', {
  headers: { authorization: `Bearer ${token}` }, body: { model: 'assistant', messages: [{ role: 'user', content }], ...more }, ...options,
});

describe('a task in good order', () => {
  let stranger: TlsModel;
  let container: Container;
  beforeAll(async () => {
    aws = await world();
    const foreign = await startAuthority();
    stranger = await startTlsModel({ ...await foreign.issue('localhost', ['server']), authority: authority.certificate });
    models.push(stranger);
    container = run(environment(aws, model.url, {
      models: [{ name: 'assistant', tools: ['pay'] }, { name: 'stranger', url: stranger.url }],
      tools: [{ name: 'pay', risk: 'high', parameters: { type: 'object' } }],
    }));
    await container.listening();
    await until(() => container.events('audit-chain-started').length > 0, 'the chain has begun');
  });

  test('is healthy for the load balancer, over TLS with the certificate of its secret and in no other way', async () => {
    expect(await asked(container, '/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
    await expect(ask(container.port(), '/healthz', { ca: (await startAuthority()).certificate, servername: GATEWAY_NAME })).rejects.toThrow(/certificate/);
    const plain = connectPlain(container.port(), '127.0.0.1').end('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
    let got = '';
    plain.on('data', (piece: Buffer) => { got += piece.toString('latin1'); }).on('error', () => undefined);
    await new Promise((closed) => { plain.on('close', closed); });
    expect(got).not.toContain('HTTP');
  });

  test('answers whole and streamed, and comes to the model with its own certificate', async () => {
    const whole = await chat(container, SAID);
    expect([whole.status, whole.text]).toEqual([200, expect.stringContaining(SAID)]);
    const streamed = await chat(container, SAID, { stream: true });
    expect([streamed.headers['content-type'], textOf(streamed.text)]).toEqual([expect.stringContaining('text/event-stream'), SAID]);
    expect(streamed.text).toMatch(/data: \[DONE\]\n\n$/);
    expect(new Set(model.clients)).toEqual(new Set([GATEWAY_NAME]));
  });

  test('is the only one to whom the model talks: without a certificate the connection breaks', async () => {
    const socket = connectTls({ host: '127.0.0.1', port: model.port, ca: authority.certificate, servername: 'localhost' });
    socket.write('GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await expect(new Promise((resolve, reject) => { socket.on('data', resolve).on('error', reject).on('close', () => { reject(new Error('closed')); }); })).rejects.toThrow(/certificate required|ECONNRESET|closed/);
  });

  test('tells nothing to a server whose certificate another authority has issued', async () => {
    const answer = await chat(container, SAID, { model: 'stranger' });
    expect(outcome(answer)).toBe('502 upstream_failed');
    expect(answer.text).not.toMatch(/certificate|localhost|127\.0\.0\.1|\bself|authority/i);
    expect(stranger.received()).toEqual([]);
  });

  test('keeps budgets and approvals in the table of all tasks', async () => {
    const refused = await chat(container, 'call pay with {"amount":5}', { tools: [TOOL] });
    expect(outcome(refused)).toBe('403 review_required');
    const reviewer = await sign(claims({ sub: 'person-2', 'cognito:groups': ['reviewers'], scope: 'approvals/decide' }));
    const listed = await asked(container, '/v1/approvals', { headers: { authorization: `Bearer ${reviewer}` } });
    expect(JSON.parse(listed.text)).toMatchObject({ data: [{ id: refused.headers['x-approval-id'], subject: 'pay', requestedBy: 'person-1' }] });
    const items = aws.items();
    expect(Object.keys(items).filter((key) => key.startsWith('budget#')).length).toBeGreaterThanOrEqual(2);
    expect(items['approval#acme']).toHaveLength(1);
  });

  test('does not wait for a table that takes a request and never answers', async () => {
    aws.silent.add('DynamoDB_20120810.GetItem');
    const begun = performance.now();
    const answer = await chat(container, 'call pay with {"amount":7}', { tools: [TOOL] });
    aws.silent.clear();
    expect(answer.status).toBe(503);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  test('shows its metrics to its own task only', async () => {
    const read = (host: string): Promise<string> => new Promise((resolve, reject) => {
      get({ host, port: container.metricsPort(), path: '/metrics', agent: false }, (response) => {
        let text = '';
        response.on('data', (piece: Buffer) => { text += piece.toString(); }).on('end', () => { resolve(text); });
      }).on('error', reject);
    });
    const text = await read('127.0.0.1');
    expect(text).toMatch(/gateway_requests_total\{[^}]*status="200"[^}]*\} [2-9]/);
    expect(text).toContain('gateway_audit_available 1');
    // Another address of the same machine: whoever listens on all addresses would answer.
    await expect(read('127.0.0.2')).rejects.toThrow('ECONNREFUSED');
    expect(outcome(await asked(container, '/metrics'))).toBe('404 unknown_route');
  });

  test('ends a stream that is under way after SIGTERM, however often it comes, then its chain, then itself', async () => {
    let told = false;
    const answer = chat(container, `Say slowly: ${SAID}`, { stream: true }, {
      onText: () => {
        if (told) return;
        told = true;
        container.signal('SIGTERM');
        setTimeout(() => container.signal('SIGTERM'), 50);
      },
    });
    expect(textOf((await answer).text)).toContain(SAID);
    expect(await container.exited).toEqual({ code: 0, signal: null });
    expect(container.events('audit-chain-ended')).toHaveLength(1);
    expect(container.errors()).toBe('');
  });

  test('has left a record of every request, sealed, in order, complete, and nothing said in its log', async () => {
    const objects = [...aws.s3.objects];
    for (const [key, { body }] of objects) {
      expect(key).toMatch(/^gateway\/test\/\d{4}\/\d\d\/\d\d\/[^/]+\/\d{12}\.jsonl$/);
      expect(body.toString('latin1')).not.toMatch(/heron|person-1|acme/);
    }
    expect(container.output()).not.toMatch(/heron|PRIVATE KEY|eyJ/);
    const opened: OpenedLine[] = [];
    const { chains, findings } = await verifyTrail(s3Trail(aws.s3Client, ACCOUNT.auditBucket, ACCOUNT.auditPrefix), { keys: aws.auditorKeys, onOpened: (line) => opened.push(line) });
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ ended: true }]);
    expect([opened[0]?.kind, opened.at(-1)?.kind]).toEqual(['start', 'end']);
    const recorded = opened.flatMap((line) => (line.kind === 'record' && line.record.phase === 'completed' ? [line.record.summary.requestId] : []));
    const served = container.events('request').filter(({ tenant }) => tenant === 'acme').map(({ requestId }) => requestId);
    expect(served.length).toBeGreaterThanOrEqual(6);
    expect([...recorded].sort()).toEqual([...served].sort());
    expect(JSON.stringify(opened)).toContain(SAID);
  });

  test('has asked for nothing that its role and the policy of the bucket refuse', () => {
    expect(aws.refused).toEqual([]);
  });
});

describe('a task that starts while S3 is away and the keys of the issuer are old', () => {
  let container: Container;
  const eventually = async (expected: string, work: () => Promise<Answer>): Promise<void> => {
    const seen: string[] = [];
    const giveUp = performance.now() + 15_000;
    while (seen.at(-1) !== expected && performance.now() < giveUp) {
      const answer = await work();
      seen.push(answer.status === 200 ? '200' : answer.text.startsWith('{') ? outcome(answer) : `${answer.status} ${answer.text.trim()}`);
      if (seen.at(-1) !== expected) await new Promise((passed) => { setTimeout(passed, 100); });
    }
    expect([...new Set(seen)].at(-1)).toBe(expected);
  };
  const health = (): Promise<Answer> => asked(container, '/healthz');
  const question = (): Promise<Answer> => chat(container, SAID);
  beforeAll(async () => {
    aws = await world();
    aws.up = false;
    aws.secrets.set(ACCOUNT.tokenKeysSecretArn, publishedKeys({ checkedAt: new Date(Date.now() - 4 * 3_600_000).toISOString() }));
    container = run(environment(aws, model.url));
    await container.listening();
  });

  test('listens, is not healthy, and refuses what it cannot judge', async () => {
    await eventually('503 starting', health);
    await eventually('503 identity_unavailable', question);
    aws.secrets.set(ACCOUNT.tokenKeysSecretArn, publishedKeys({ issuer: `${ISSUER}/other` }));
    await new Promise((passed) => { setTimeout(passed, 1_100); });
    await eventually('503 identity_unavailable', question);
  });

  test('refuses what it cannot record once the keys are there', async () => {
    const before = model.received().length;
    aws.secrets.set(ACCOUNT.tokenKeysSecretArn, publishedKeys());
    await eventually('503 audit_unavailable', question);
    await eventually('503 starting', health);
    expect(model.received().length).toBe(before);
  });

  test('is healthy and serves as soon as S3 is there', async () => {
    aws.up = true;
    await eventually('200', health);
    await eventually('200', question);
  });

  test('stays healthy when S3 goes away later, for another task could not write either, and still refuses', async () => {
    aws.up = false;
    await eventually('503 audit_unavailable', question);
    await eventually('200', health);
    aws.up = true;
    await eventually('200', question);
  });

  test('leaves a trail without a gap all the same', async () => {
    container.signal('SIGTERM');
    expect(await container.exited).toEqual({ code: 0, signal: null });
    const { chains, findings } = await verifyTrail(s3Trail(aws.s3Client, ACCOUNT.auditBucket, ACCOUNT.auditPrefix), { keys: aws.auditorKeys });
    expect(findings.filter(isProblem)).toEqual([]);
    expect(chains).toMatchObject([{ ended: true }]);
  });
});

describe('a task that cannot serve ends with code 1 and one line that says why', () => {
  const reasonOf = async (env: Readonly<Record<string, string | undefined>>): Promise<string> => {
    const container = run(env);
    expect(await container.exited).toEqual({ code: 1, signal: null });
    const lines = container.errors().split('\n');
    expect([lines.length, lines[1]]).toEqual([2, '']);
    const { event, reason } = JSON.parse(lines[0] ?? '') as { readonly event: string; readonly reason: string };
    expect(event).toBe('start-failed');
    expect(container.output()).not.toMatch(/PRIVATE KEY|hunter2|of-a-test/);
    return reason;
  };

  beforeAll(async () => { aws = await world(); });

  test('an environment that lacks or garbles several things: all of them, and no value that may be secret', async () => {
    const reason = await reasonOf({
      ...environment(aws, 'http://user:hunter2@inference.internal:8000'), PORT: 'https', AUDIT_BUCKET: undefined, AUDIT_KEY_ARN: '', MODEL_NAME: 'not a name', GROUP_SCOPES: '[]',
      TOKEN_ISSUER: 'http://issuer.example', GATEWAY_SETTINGS: '{"firewall":{"denyAt":7},"secret":"hunter2","models":[]}',
    });
    for (const name of ['PORT', 'AUDIT_BUCKET', 'AUDIT_KEY_ARN', 'INFERENCE_URL', 'MODEL_NAME', 'GROUP_SCOPES', 'TOKEN_ISSUER', 'firewall.denyAt', 'secret']) expect(reason).toContain(name);
  });

  test('a configuration that would send prompts in the clear', async () => {
    const reason = await reasonOf(environment(aws, model.url, { models: [{ name: 'a', url: 'http://model.internal' }], firewall: { classifierUrl: 'http://classifier.internal' } }));
    expect(reason).toMatch(/url of model 'a' must be an https address[^]*classifierUrl/);
  });

  test('a fault that nobody foresaw: its kind and its place, for its message may hold a prompt', async () => {
    const preload = join(folder, 'fault.cjs');
    writeFileSync(preload, `process.on('SIGUSR2', () => { throw new RangeError('${SAID}'); });`);
    const container = run({ ...environment(aws, model.url), NODE_OPTIONS: `--require ${preload}` });
    await container.listening();
    container.signal('SIGUSR2');
    expect(await container.exited).toEqual({ code: 1, signal: null });
    expect(JSON.parse(container.errors())).toEqual({ level: 'error', event: 'crashed', fault: 'RangeError', at: expect.arrayContaining([expect.stringContaining('fault.cjs')]) });
    expect(container.output()).not.toContain('heron');
  });

  test('a certificate that has expired', async () => {
    aws.secrets.set(ACCOUNT.tlsSecretArn, JSON.stringify(await authority.issue(GATEWAY_NAME, ['server', 'client'], EXPIRED)));
    expect(await reasonOf(environment(aws, model.url))).toContain('TlsCertificateExpired');
  });

  test('a secret that it may not read', async () => {
    aws.secrets.delete(ACCOUNT.tlsSecretArn);
    expect(await reasonOf(environment(aws, model.url))).toContain('not authorized');
  });
});
