import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSink } from '../../../../../lib/services/ai-gateway/audit/file-sink';
import { fileTrail } from '../../../../../lib/services/ai-gateway/audit/file-source';
import { lastHeadOf } from '../../../../../lib/services/ai-gateway/audit/file-head';
import { localAuditKeys, readKeyFile, readOrMakeKeyFile } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { MASTER, record, SECRET, trailOn } from './fixture';

const keys = localAuditKeys(MASTER);
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'audit-'));

test.each(['disk', 'system'] as const)('keeps chains in folders for its owner only, in segments within their size (durability %s)', async (durability) => {
  const folder = join(newFolder(), 'made', 'by-itself');
  const trail = trailOn(createFileSink({ folder, durability, segmentBytes: 3_000 }));
  for (let request = 0; request < 10; request += 1) await trail.append(record(`r${request}`));
  await trail.close();
  const chain = join(folder, trail.status().chain);
  const segments = readdirSync(chain);
  expect(segments.length).toBeGreaterThan(2);
  expect(segments[0]).toBe('000000000001.jsonl');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(chain).mode & 0o777).toBe(0o700);
  for (const name of segments) {
    expect(statSync(join(chain, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(chain, name), 'latin1')).not.toContain(SECRET);
  }
  const { findings, chains } = await verifyTrail(fileTrail(folder), { keys });
  expect(findings).toEqual([]);
  expect(chains).toMatchObject([{ records: 12, ended: true }]);
});

test('links each start to the chain before, past what a crash tore off', async () => {
  const folder = newFolder();
  const first = trailOn(createFileSink({ folder }));
  const receipt = await first.append(record('r1'));
  // The process dies here: no end, and a line that was on its way.
  const file = join(folder, receipt.chain, '000000000001.jsonl');
  const torn = readFileSync(file, 'utf8').split('\n')[1]?.replace('"sequence":2', '"sequence":3').slice(0, -30) ?? '';
  appendFileSync(file, torn);
  expect(await lastHeadOf(folder)).toEqual(receipt);

  const second = trailOn(createFileSink({ folder }), {}, { clock: () => Date.now() + 5_000 });
  await second.append(record('r2'));
  await second.close();
  expect((await verifyTrail(fileTrail(folder), { keys })).findings).toEqual([expect.objectContaining({ code: 'line-torn', chain: receipt.chain })]);

  rmSync(join(folder, receipt.chain), { recursive: true });
  expect((await verifyTrail(fileTrail(folder))).findings).toEqual([{ code: 'chain-missing', chain: receipt.chain, toldBy: `chain ${second.status().chain}` }]);
});

test('finds the last record of a file whose last line is longer than what is read at once', async () => {
  const folder = newFolder();
  const trail = trailOn(createFileSink({ folder, durability: 'system' }));
  await trail.append(record('r1'));
  const receipt = await trail.append(record('r2', { request: 'x'.repeat(300_000) }));
  expect(await lastHeadOf(folder)).toEqual(receipt);
  expect(await lastHeadOf(join(folder, 'not-there'))).toBeUndefined();
});

test.each(['disk', 'system'] as const)('cuts off what a failed write left behind, and goes on without a repetition (durability %s)', async (durability) => {
  const folder = newFolder();
  const sink = createFileSink({ folder, durability });
  const chain = '20261122T101112Z-00112233445566778899aabbccddeeff';
  const batch = (sequence: number, text: string) => ({ chain, sequence, text, records: 1, time: '2026-11-22T10:11:12.000Z' });
  await sink.write(batch(1, 'one\n'));
  // Takes half of the batch and then fails, as a full disk does.
  const fs = jest.requireActual<typeof import('node:fs')>('node:fs');
  const { write, writeSync } = fs;
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  let calls = 0;
  const spies = [
    jest.spyOn(fs, 'write').mockImplementation(((descriptor: number, text: string, position: null, encoding: BufferEncoding, done: (error: Error | null, written: number) => void) => {
      calls += 1;
      if (calls === 1) write(descriptor, text.slice(0, 2), position, encoding, done);
      else done(full, 0);
    }) as never),
    jest.spyOn(fs, 'writeSync').mockImplementation(((descriptor: number, text: string, position: null, encoding: BufferEncoding) => {
      calls += 1;
      if (calls > 1) throw full;
      return writeSync(descriptor, text.slice(0, 2), position, encoding);
    }) as never),
  ];
  await expect(sink.write(batch(2, 'two\n'))).rejects.toMatchObject({ code: 'ENOSPC' });
  for (const spy of spies) spy.mockRestore();
  expect(calls).toBe(2);
  await sink.write(batch(2, 'two\n'));
  await sink.write(batch(3, 'three\n'));
  await sink.close();
  const written = readdirSync(join(folder, chain)).sort().map((name) => readFileSync(join(folder, chain, name), 'utf8'));
  expect(written).toEqual(['one\n', 'two\nthree\n']);
});

test('notices that its files were deleted under it: what follows is kept, what is gone is found', async () => {
  const folder = newFolder();
  const trail = trailOn(createFileSink({ folder }));
  await trail.append(record('r1'));
  rmSync(join(folder, trail.status().chain), { recursive: true });
  await trail.append(record('r2'));
  await trail.close();
  const { findings } = await verifyTrail(fileTrail(folder), { keys });
  expect(findings).toEqual([{ code: 'record-missing', chain: trail.status().chain, sequence: 1, lastSequence: 2 }]);
});

test('refuses requests when its folder cannot be written', async () => {
  const folder = join(newFolder(), 'file');
  writeFileSync(folder, 'no folder');
  const trail = trailOn(createFileSink({ folder }), { closeMilliseconds: 50 });
  await expect(trail.append(record('r1'))).rejects.toMatchObject({ code: 'audit_unavailable' });
  expect(trail.available()).toBe(false);
  await trail.close();
});

test('leaves aside what is no part of a trail, and says so', async () => {
  const folder = newFolder();
  const trail = trailOn(createFileSink({ folder }));
  await trail.append(record('r1'));
  await trail.close();
  writeFileSync(join(folder, 'notes.txt'), '');
  writeFileSync(join(folder, trail.status().chain, 'notes.txt'), '');
  expect((await verifyTrail(fileTrail(folder))).findings.map(({ code }) => code)).toEqual(['stranger', 'stranger']);
});

describe('the key file', () => {
  test('is made at the first start for its owner only, and is the same at the next', () => {
    const path = join(newFolder(), 'keys', 'audit.key');
    const key = readOrMakeKeyFile(path);
    expect(key).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readOrMakeKeyFile(path)).toEqual(key);
    expect(readdirSync(join(path, '..'))).toEqual(['audit.key']);
  });

  test('is refused when others may read it, when it holds no key, and when it is missing', () => {
    const path = join(newFolder(), 'audit.key');
    expect(() => readKeyFile(path)).toThrow(/AuditKeyFileMissing/);
    readOrMakeKeyFile(path);
    chmodSync(path, 0o644);
    expect(() => readOrMakeKeyFile(path)).toThrow(/AuditKeyFileReadable/);
    chmodSync(path, 0o600);
    writeFileSync(path, 'short');
    expect(() => readKeyFile(path)).toThrow(/AuditKeyFileInvalid/);
  });

  test('opens what it wrapped for the same chain only', async () => {
    const made = await keys.generate('a');
    expect(await keys.unwrap(made.wrapped, made.keyId, 'a')).toEqual(made.plaintext);
    expect(await keys.unwrap(made.wrapped, made.keyId, 'b')).toBeUndefined();
    expect(await keys.unwrap(made.wrapped.subarray(1), made.keyId, 'a')).toBeUndefined();
    expect(await localAuditKeys(Buffer.alloc(32, 8)).unwrap(made.wrapped, made.keyId, 'a')).toBeUndefined();
    expect(made.wrapped.includes(made.plaintext)).toBe(false);
  });
});
