import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditTrail } from '../../../../lib/services/ai-gateway/audit/audit-trail';
import { createFileSink } from '../../../../lib/services/ai-gateway/audit/file-sink';
import { localAuditKeys, readOrMakeKeyFile } from '../../../../lib/services/ai-gateway/audit/local-keys';
import { gatewayCommands } from '../../../../lib/cli/gateway/commands';
import { runCli } from '../../../../lib/cli/main';
import type { AuditReceipt, AuditRecord } from '../../../../lib/services/ai-gateway/core/ports';
import { FakeS3 } from '../../services/model-signing/fake-s3';
import { secureAi, type Output } from '../assurance/run';

const SECRET = 'the launch code is zebra\u001b[31m\u202e';

const record = (requestId: string): AuditRecord => ({
  phase: 'completed',
  summary: { requestId, time: '2026-11-22T10:11:12.000Z', route: '/v1/chat/completions', status: 200, stream: false, verdicts: [], toolCalls: {}, durationMilliseconds: 3 },
  content: { request: SECRET },
});

interface Trail {
  readonly folder: string;
  readonly key: string;
  readonly log: string;
  readonly segment: string;
  readonly receipts: readonly AuditReceipt[];
}

async function trail(closed = true): Promise<Trail> {
  const home = mkdtempSync(join(tmpdir(), 'audit-'));
  const [folder, key, log] = [join(home, 'audit'), join(home, 'audit.key'), join(home, 'gateway.log')];
  const lines: string[] = ['not json', '{"event":"without receipt"}'];
  const written = createAuditTrail({ whenUnavailable: 'refuse', spoolRecords: 1 }, {
    sink: createFileSink({ folder, durability: 'system' }),
    keys: localAuditKeys(readOrMakeKeyFile(key)),
    report: (level, event, fields) => void lines.push(JSON.stringify({ level, event, ...fields })),
  });
  const receipts: AuditReceipt[] = [];
  for (const id of ['r1', 'r2', 'r3']) {
    const audit = await written.append(record(id));
    receipts.push(audit);
    lines.push(JSON.stringify({ event: 'request', requestId: id, audit }));
  }
  if (closed) await written.close();
  writeFileSync(log, `${lines.join('\n')}\n`);
  return { folder, key, log, receipts, segment: join(folder, written.status().chain, '000000000001.jsonl') };
}

const verify = (...args: readonly string[]): Promise<Output> => secureAi('audit', 'verify', ...args);

test('says that a trail is intact, with exit code 0, by hashes, key, log and head', async () => {
  const { folder, key, log, receipts: [first] } = await trail();
  expect(await verify(folder)).toMatchObject({ code: 0, out: 'intact: 5 records in 1 chain, hashes checked' });
  expect(await verify(folder, '--key', key, '--log', log, '--head', `${first?.chain}:${first?.sequence}:${first?.hash}`, '--strict')).toMatchObject({ code: 0, out: 'intact: 5 records in 1 chain, hashes checked and records opened' });
});

test.each<[string, (text: string) => string, string]>([
  ['changed', (text) => text.replace('"request":"r2"', '"request":"r9"'), 'record-changed'],
  ['removed', (text) => text.split('\n').toSpliced(2, 1).join('\n'), 'record-missing'],
  ['repeated', (text) => text.split('\n').toSpliced(2, 0, text.split('\n')[1] ?? '').join('\n'), 'record-repeated'],
  ['cut off', (text) => text.split('\n').slice(0, 2).join('\n'), 'record-missing'],
])('names a record that was %s, with exit code 1', async (_what, change, finding) => {
  const { folder, log, segment } = await trail();
  writeFileSync(segment, change(readFileSync(segment, 'utf8')));
  const { code, out } = await verify(folder, '--log', log);
  expect(code).toBe(1);
  expect(out).toContain(`${finding}: chain `);
  expect(out).toMatch(/^NOT INTACT, \d+ problems?: /m);
});

test('finds by the log that a whole chain is gone', async () => {
  const { folder, log } = await trail();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  expect(await verify(folder, '--log', log)).toMatchObject({ code: 1, out: expect.stringContaining('chain-missing') });
  expect(await verify(folder)).toMatchObject({ code: 2, err: expect.stringContaining('[AuditTrailNotFound]') });
});

test('notes that the end of an open chain is not proved, with the head to keep, and fails on it by choice', async () => {
  const { folder, receipts } = await trail(false);
  const last = receipts.at(-1);
  const head = `${last?.chain}:${last?.sequence}:${last?.hash}`;
  expect(await verify(folder)).toMatchObject({ code: 0, err: expect.stringMatching(new RegExp(`note: tail-unproved[^]*for --head: ${head}`)) });
  expect(await verify(folder, '--strict')).toMatchObject({ code: 1 });
  expect(await verify(folder, '--strict', '--head', head)).toMatchObject({ code: 0 });
});

test('prints what was sealed for one request to whoever has the key, with nothing that steers a terminal', async () => {
  const { folder, key } = await trail();
  const { code, out } = await verify(folder, '--key', key, '--decrypt', 'r2');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ sequence: 3, kind: 'record', record: record('r2') });
  expect(out).not.toMatch(/[\u001b\u202e]/);
  expect(await verify(folder, '--key', key, '--decrypt', 'r9')).toMatchObject({ code: 1, out: '' });
  const foreign = (await trail()).key;
  expect(await verify(folder, '--key', foreign, '--decrypt', 'r2')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('seal-broken') });
});

test('shows names of files that steer a terminal without what steers it', async () => {
  const { folder } = await trail();
  writeFileSync(join(folder, 'a\u001b[2J\u202eb'), '');
  expect(await verify(folder)).toMatchObject({ code: 0, err: expect.stringContaining('a?[2J?b') });
});

test('fails with exit code 2 on input that is wrong, and says what to mend', async () => {
  const { folder, key, log } = await trail();
  writeFileSync(log, '{"event":"request"}\n');
  const cases: [readonly string[], string][] = [
    [[], 'ArgumentCount'],
    [['no-such-folder'], 'InputUnreadable'],
    [[key], 'AuditTrailNotFound'],
    [['s3://'], 'AuditTrailUrlInvalid'],
    [[folder, '--log', 'no-such-file'], 'InputUnreadable'],
    [[folder, '--log', log], 'AuditLogWithoutReceipts'],
    [[folder, '--head', 'x:1:y'], 'AuditHeadMalformed'],
    [[folder, '--key', 'no-such-file'], 'AuditKeyFileMissing'],
    [[folder, '--kms', 'alias/audit'], 'AuditKeyArnInvalid'],
    [[folder, '--key', key, '--kms', 'arn:aws:kms:eu-west-1:111122223333:key/x'], 'AuditKeyAmbiguous'],
    [[folder, '--decrypt', 'r1'], 'AuditKeyNeeded'],
    [[folder, '--unknown'], 'OptionUnknown'],
  ];
  for (const [args, problem] of cases) expect(await verify(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`[${problem}]`) });
});

test('reads a trail from S3', async () => {
  const { folder, segment } = await trail();
  const fake = new FakeS3();
  const s3 = await fake.start();
  const [chain = ''] = readdirSync(folder);
  fake.put(`gateway/2026/11/22/${chain}/000000000001.jsonl`, readFileSync(segment));
  const out: string[] = [];
  const terminal = { out: (line: string) => void out.push(line), err: () => undefined, status: () => undefined, interactive: false, columns: 80, now: () => 0 };
  const commands = gatewayCommands({ s3: () => Promise.resolve(s3), kms: () => Promise.reject(new Error('not asked')) });
  try {
    expect(await runCli(['audit', 'verify', 's3://records/gateway/'], commands, terminal)).toBe(0);
    fake.objects.clear();
    expect(await runCli(['audit', 'verify', 's3://records/gateway/'], commands, terminal)).toBe(2);
  } finally {
    s3.destroy();
    await fake.stop();
  }
  expect(out).toEqual(['intact: 5 records in 1 chain, hashes checked']);
});

test('is in the help', async () => {
  expect((await secureAi('audit', '--help')).out).toContain('audit verify <trail>');
  expect((await verify('--help')).out).toContain('--decrypt <request id>');
});
