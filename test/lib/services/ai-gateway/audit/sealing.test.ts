import { localAuditKeys } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import { createMemorySink } from '../../../../../lib/services/ai-gateway/audit/memory-sink';
import { createRecordOpener, openRecord } from '../../../../../lib/services/ai-gateway/audit/open-record';
import { parseLine } from '../../../../../lib/services/ai-gateway/audit/record-line';
import type { AuditKeys } from '../../../../../lib/services/ai-gateway/audit/keys';
import { isProblem } from '../../../../../lib/services/ai-gateway/audit/findings';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { linesOf, MASTER, memoryTrail, record, SECRET, settle, trailOn } from './fixture';

const keys = localAuditKeys(MASTER);

test('opens to exactly what was appended, whatever characters it holds', async () => {
  const sink = createMemorySink();
  const trail = trailOn(sink);
  const content = { request: { text: 'é \u{1f600} \u2028 \ud800 "quoted" \\ \n\u0000', list: [1, null, { deep: true }] }, answer: '' };
  await trail.append(record('r1', content));
  await trail.close();
  const line = linesOf(sink.text())[1] ?? '';
  expect(await openRecord(line, keys)).toEqual(JSON.parse(JSON.stringify(record('r1', content))));
});

test('writes nothing of the content and the summary in the clear but the request id, in any usual encoding', async () => {
  const sink = createMemorySink();
  const trail = trailOn(sink);
  await trail.append(record('r-visible'));
  await trail.close();
  const bytes = sink.text();
  for (const hidden of [SECRET, 'zebra-four-nine', 'acme-industries', 'subject-of-the-token', '/v1/chat/completions']) {
    expect(bytes).not.toContain(hidden);
    for (const shift of ['', ' ', '  ']) expect(bytes).not.toContain(Buffer.from(shift + hidden).toString('base64').slice(4, -4));
    expect(bytes).not.toContain(Buffer.from(hidden).toString('hex'));
  }
  expect(bytes).toContain('"request":"r-visible"');
});

test('writes lines of printable ASCII only, even when the request id is hostile', async () => {
  const sink = createMemorySink();
  const trail = trailOn(sink);
  await trail.append(record(`","data":"x\n\u001b[31mé${'y'.repeat(100_000)}`));
  await trail.close();
  expect(linesOf(sink.text())).toHaveLength(3);
  expect(sink.text()).toMatch(/^[\x20-\x7e\n]*$/);
  expect((await verifyTrail(memoryTrail({ [trail.status().chain]: sink.text() }), { keys })).findings).toEqual([]);
});

test('does not open with another key, at another place, or with a changed header', async () => {
  const sink = createMemorySink();
  const trail = trailOn(sink);
  await trail.append(record('r1'));
  await trail.append(record('r1'));
  await trail.close();
  const line = linesOf(sink.text())[1] ?? '';
  expect(await openRecord(line, localAuditKeys(Buffer.alloc(32, 8)))).toBeUndefined();
  const parsed = parseLine(Buffer.from(line));
  const opener = createRecordOpener(keys);
  if (parsed === undefined) throw new Error('the line must parse');
  expect(await opener.open(parsed)).toBeDefined();
  expect(await opener.open({ ...parsed, header: { ...parsed.header, sequence: 3 } })).toBeUndefined();
  expect(await opener.open({ ...parsed, associated: parsed.associated.replace('"request":"r1"', '"request":"r2"') })).toBeUndefined();
});

test('fails to append what cannot be written as JSON, and leaves no gap in the chain', async () => {
  const sink = createMemorySink();
  const trail = trailOn(sink);
  const circular: { self?: unknown } = {};
  circular.self = circular;
  await trail.append(record('r1'));
  await expect(trail.append(record('r2', { request: circular }))).rejects.toMatchObject({ code: 'audit_unavailable' });
  await trail.append(record('r3'));
  await trail.close();
  expect((await verifyTrail(memoryTrail({ [trail.status().chain]: sink.text() }), { keys })).findings).toEqual([]);
});

test('seals what the record was when it was appended, not what became of it while a data key was awaited', async () => {
  const sink = createMemorySink();
  const trail = trailOn(sink);
  const answer = { text: 'before' };
  const appended = trail.append(record('r1', { answer }));
  answer.text = 'after';
  await appended;
  await trail.close();
  expect(await openRecord(linesOf(sink.text())[1] ?? '', keys)).toMatchObject({ content: { answer: { text: 'before' } } });
});

describe('data keys', () => {
  const counting = (): AuditKeys & { made: number } => {
    const counted = { made: 0, unwrap: keys.unwrap, generate: (chain: string) => { counted.made += 1; return keys.generate(chain); } };
    return counted;
  };
  const wrappedKeys = (text: string): string[] => linesOf(text).map((line) => parseLine(Buffer.from(line))?.header.wrapped ?? '');

  test('are renewed after so many records, and every record still opens', async () => {
    const sink = createMemorySink();
    const trail = trailOn(sink, { dataKeyRecords: 4 });
    await Promise.all(Array.from({ length: 30 }, (_, index) => trail.append(record(`r${index}`))));
    await trail.close();
    const uses = new Map<string, number>();
    for (const wrapped of wrappedKeys(sink.text())) uses.set(wrapped, (uses.get(wrapped) ?? 0) + 1);
    expect(uses.size).toBeGreaterThanOrEqual(8);
    // The end may come on top.
    expect(Math.max(...uses.values())).toBeLessThanOrEqual(5);
    const { findings, chains } = await verifyTrail(memoryTrail({ [trail.status().chain]: sink.text() }), { keys });
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 32, ended: true }]);
  });

  test('are renewed after so many minutes', async () => {
    const sink = createMemorySink();
    let now = Date.UTC(2026, 10, 22);
    const trail = trailOn(sink, { dataKeyMinutes: 10 }, { clock: () => now });
    await trail.append(record('r1'));
    now += 11 * 60_000;
    await trail.append(record('r2'));
    await trail.close();
    const [, first, second] = wrappedKeys(sink.text());
    expect(first).not.toBe(second);
  });

  test('are fetched ahead, so that a provider that fails in between is not noticed', async () => {
    const sink = createMemorySink();
    const provider = counting();
    let broken = false;
    const flaky: AuditKeys = { unwrap: provider.unwrap, generate: (chain) => (broken ? Promise.reject(new Error('away')) : provider.generate(chain)) };
    const trail = trailOn(sink, { dataKeyRecords: 10 }, { keys: flaky });
    for (let index = 0; index < 7; index += 1) await trail.append(record(`r${index}`));
    await settle();
    expect(provider.made).toBe(2);
    broken = true;
    for (let index = 7; index < 15; index += 1) await trail.append(record(`r${index}`));
    expect(trail.available()).toBe(true);
    await trail.close();
  });

  test('that cannot be had refuse requests, and come back by themselves', async () => {
    const sink = createMemorySink();
    let broken = true;
    const events: string[] = [];
    const flaky: AuditKeys = { unwrap: keys.unwrap, generate: (chain) => (broken ? Promise.reject(new Error('away')) : keys.generate(chain)) };
    const trail = trailOn(sink, {}, { keys: flaky, report: (_level, event) => void events.push(event) });
    await expect(trail.append(record('r1'))).rejects.toMatchObject({ code: 'audit_unavailable' });
    expect(trail.available()).toBe(false);
    expect(events).toEqual(['audit-key-failed']);
    broken = false;
    await trail.started;
    expect(trail.available()).toBe(true);
    await trail.append(record('r2'));
    await trail.close();
    const { findings } = await verifyTrail(memoryTrail({ [trail.status().chain]: sink.text() }), { keys });
    expect(findings.filter(isProblem)).toEqual([]);
  });

  test('serve beyond their life what waits for the next one when the trail is closed', async () => {
    const sink = createMemorySink();
    let made = 0;
    const once: AuditKeys = { unwrap: keys.unwrap, generate: (chain) => ((made += 1) === 1 ? keys.generate(chain) : new Promise(() => undefined)) };
    const trail = trailOn(sink, { dataKeyRecords: 2 }, { keys: once });
    await trail.append(record('r1'));
    const waiting = trail.append(record('r2'));
    await settle();
    expect(trail.status().waitingRecords).toBe(1);
    await trail.close();
    expect(await waiting).toMatchObject({ sequence: 3 });
    expect((await verifyTrail(memoryTrail({ [trail.status().chain]: sink.text() }), { keys })).chains).toMatchObject([{ records: 4, ended: true }]);
  });

  test('that never come neither hold a request for ever nor keep the trail from closing', async () => {
    const trail = trailOn(createMemorySink(), { stallMilliseconds: 40, closeMilliseconds: 50 }, { keys: { unwrap: keys.unwrap, generate: () => new Promise(() => undefined) } });
    await expect(trail.append(record('r1'))).rejects.toMatchObject({ code: 'audit_unavailable' });
    expect(trail.available()).toBe(false);
    await trail.close();
  });
});
