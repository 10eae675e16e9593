import fc from 'fast-check';
import { localAuditKeys } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import { isProblem } from '../../../../../lib/services/ai-gateway/audit/findings';
import { openRecord } from '../../../../../lib/services/ai-gateway/audit/open-record';
import { parseLine } from '../../../../../lib/services/ai-gateway/audit/record-line';
import type { AuditSink, SealedBatch } from '../../../../../lib/services/ai-gateway/audit/sink';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { linesOf, MASTER, memoryTrail, record, settle, trailOn } from './fixture';

const keys = localAuditKeys(MASTER);

/** A sink whose writes end when the test says so. */
function heldSink(): AuditSink & { readonly batches: SealedBatch[]; finish(error?: Error): Promise<void> } {
  const batches: SealedBatch[] = [];
  const ends: ((error?: Error) => void)[] = [];
  return {
    batches,
    write: (batch) => new Promise((resolve, reject) => {
      batches.push(batch);
      ends.push((error) => (error === undefined ? resolve() : reject(error)));
    }),
    finish: async (error) => {
      ends.shift()?.(error);
      await settle();
    },
    close: () => Promise.resolve(),
  };
}

const requestsIn = (batch: SealedBatch | undefined): (string | undefined)[] => linesOf(batch?.text ?? '').map((line) => parseLine(Buffer.from(line))?.header.request);

test('writes a lone record at once, and lets what comes meanwhile go out together, in order', async () => {
  const sink = heldSink();
  const trail = trailOn(sink);
  await settle();
  await sink.finish();
  await trail.started;
  const order: string[] = [];
  const append = (id: string): void => void trail.append(record(id)).then(() => order.push(id));
  append('r1');
  expect(sink.batches).toHaveLength(2);
  append('r2');
  append('r3');
  append('r4');
  await settle();
  expect(sink.batches).toHaveLength(2);
  expect(order).toEqual([]);
  await sink.finish();
  expect(order).toEqual(['r1']);
  expect(requestsIn(sink.batches[2])).toEqual(['r2', 'r3', 'r4']);
  expect(sink.batches[2]).toMatchObject({ sequence: 3, records: 3 });
  await sink.finish();
  expect(order).toEqual(['r1', 'r2', 'r3', 'r4']);
});

test('keeps batches within their bounds, but writes a record that alone is larger', async () => {
  const sink = heldSink();
  const trail = trailOn(sink, { batchRecords: 3, batchBytes: 8_000 });
  await settle();
  await sink.finish();
  const large = { request: 'x'.repeat(20_000) };
  for (const [id, content] of [['r1'], ['r2'], ['r3'], ['r4'], ['r5'], ['r6', large], ['r7']] as const) void trail.append(record(id, content ?? {})).catch(() => undefined);
  for (let batch = 0; batch < 6; batch += 1) await sink.finish();
  expect(sink.batches.slice(1).map(requestsIn)).toEqual([['r1'], ['r2', 'r3', 'r4'], ['r5'], ['r6'], ['r7']]);
});

test('tries a failed batch again, byte for byte, before anything later', async () => {
  const sink = heldSink();
  const trail = trailOn(sink, { attempts: 5 });
  await settle();
  await sink.finish();
  const first = trail.append(record('r1'));
  const second = trail.append(record('r2'));
  await sink.finish(new Error('away'));
  while (sink.batches.length < 3) await settle();
  expect(sink.batches[2]).toEqual(sink.batches[1]);
  await sink.finish();
  expect(await first).toMatchObject({ sequence: 2 });
  await sink.finish();
  expect(await second).toMatchObject({ sequence: 3 });
});

test('is at most one write in flight, resolves none before its batch, and keeps one chain, whenever the sink fails', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('append', 'write', 'fail', 'pause'), { minLength: 5, maxLength: 40 }), fc.boolean(), async (steps, spool) => {
    const stored: SealedBatch[] = [];
    const durable = new Set<string>();
    let inFlight: { batch: SealedBatch; resolve: () => void; reject: (error: Error) => void } | undefined;
    let overlaps = 0;
    const sink: AuditSink = {
      close: () => Promise.resolve(),
      write: (batch) => new Promise((resolve, reject) => {
        if (inFlight !== undefined) overlaps += 1;
        inFlight = { batch, resolve, reject };
      }),
    };
    const end = (fails: boolean): void => {
      const ending = inFlight;
      inFlight = undefined;
      if (ending === undefined) return;
      if (fails) return ending.reject(new Error('away'));
      stored.push(ending.batch);
      for (const id of requestsIn(ending.batch)) if (id !== undefined) durable.add(id);
      ending.resolve();
    };
    const trail = trailOn(sink, { whenUnavailable: spool ? 'spool' : 'refuse', spoolRecords: 1_000 });
    let early = 0;
    const acknowledged = new Set<string>();
    for (const [index, step] of steps.entries()) {
      if (step === 'append') {
        const id = `r${index}`;
        trail.append(record(id, {})).then(() => {
          acknowledged.add(id);
          if (!durable.has(id)) early += 1;
        }, () => undefined);
      } else if (step === 'pause') await new Promise((resolve) => setTimeout(resolve, 1));
      else end(step === 'fail');
      await settle();
    }
    const closing = trail.close();
    while (await Promise.race([closing.then(() => false), settle().then(() => true)])) end(false);
    expect(overlaps).toBe(0);
    if (!spool) expect(early).toBe(0);
    for (const id of acknowledged) expect(durable).toContain(id);
    const { findings, chains } = await verifyTrail(memoryTrail({ [trail.status().chain]: stored.map(({ text }) => text).join('') }), { keys });
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ ended: true }]);
  }), { numRuns: 40 });
});

test('refuses at once while the sink is away, and says which records were written although their requests were refused', async () => {
  const stored: SealedBatch[] = [];
  let away = false;
  const events: [string, unknown][] = [];
  const sink: AuditSink = { close: () => Promise.resolve(), write: (batch) => (away ? Promise.reject(Object.assign(new Error('secret text'), { code: 'ENOSPC' })) : Promise.resolve(void stored.push(batch))) };
  const trail = trailOn(sink, {}, { report: (_level, event, fields) => void events.push([event, fields]) });
  await trail.append(record('r1'));
  away = true;
  await expect(Promise.all([trail.append(record('r2')), trail.append(record('r3'))])).rejects.toMatchObject({ code: 'audit_unavailable' });
  expect(trail.available()).toBe(false);
  expect(trail.status().state).toBe('down');
  await expect(trail.append(record('r4'))).rejects.toMatchObject({ code: 'audit_unavailable' });
  away = false;
  while (!trail.available()) await new Promise((resolve) => setTimeout(resolve, 1));
  await trail.append(record('r5'));
  await trail.close();
  const text = stored.map((batch) => batch.text).join('');
  const lines = linesOf(text).map((line) => parseLine(Buffer.from(line))?.header);
  expect(lines.map((header) => header?.request ?? header?.kind)).toEqual(['start', 'r1', 'r2', 'r3', 'withdrawn', 'r5', 'end']);
  const withdrawn: unknown[] = [];
  await verifyTrail(memoryTrail({ [trail.status().chain]: text }), { keys, onOpened: (opened) => void (opened.kind === 'withdrawn' && withdrawn.push(opened.payload)) });
  expect(withdrawn).toEqual([{ sequences: [[3, 4]] }]);
  expect(events.map(([event]) => event)).toEqual(['audit-chain-started', 'audit-sink-failed', 'audit-sink-recovered', 'audit-chain-ended']);
  expect(events[1]).toEqual(['audit-sink-failed', { error: 'Error', errorCode: 'ENOSPC', waiting: 2 }]);
  expect(JSON.stringify(events)).not.toContain('secret text');
});

test('refuses when a write neither ends nor fails, and goes on when it ends at last', async () => {
  const sink = heldSink();
  const trail = trailOn(sink, { stallMilliseconds: 40 });
  await settle();
  await sink.finish();
  await trail.started;
  await expect(trail.append(record('r1'))).rejects.toMatchObject({ code: 'audit_unavailable' });
  expect(trail.available()).toBe(false);
  expect(sink.batches).toHaveLength(2);
  await sink.finish();
  expect(trail.available()).toBe(true);
});

test('bounds what waits, in records and in bytes', async () => {
  const sink = heldSink();
  const trail = trailOn(sink, { queueRecords: 4, queueBytes: 10_000 });
  await settle();
  await sink.finish();
  const large = record('large', { request: 'x'.repeat(20_000) });
  const waiting = [trail.append(record('r1', {}))];
  await expect(trail.append(large)).rejects.toMatchObject({ code: 'audit_unavailable' });
  for (const id of ['r2', 'r3', 'r4']) waiting.push(trail.append(record(id, {})));
  expect(trail.available()).toBe(false);
  await expect(trail.append(record('r5', {}))).rejects.toMatchObject({ code: 'audit_unavailable' });
  expect(trail.status()).toMatchObject({ waitingRecords: 4 });
  await sink.finish();
  await sink.finish();
  expect(await Promise.all(waiting)).toHaveLength(4);
  expect(trail.status()).toMatchObject({ waitingRecords: 0, waitingBytes: 0 });
  // Alone, it may be written: else a large request could never be made.
  const alone = trail.append(large);
  await sink.finish();
  expect(await alone).toMatchObject({ sequence: 6 });
});

describe('with a spool', () => {
  const awaySink = (): AuditSink & { away: boolean; readonly stored: SealedBatch[] } => {
    const sink = { away: false, stored: new Array<SealedBatch>(), close: () => Promise.resolve(), write: (batch: SealedBatch) => (sink.away ? Promise.reject(new Error('away')) : Promise.resolve(void sink.stored.push(batch))) };
    return sink;
  };

  test('takes records up to its bound while the sink is away, and drains them in order when it is back', async () => {
    const sink = awaySink();
    const trail = trailOn(sink, { whenUnavailable: 'spool', spoolRecords: 5 });
    await trail.started;
    sink.away = true;
    const receipts = [await trail.append(record('r1'))];
    expect(trail.available()).toBe(true);
    for (const id of ['r2', 'r3', 'r4', 'r5']) receipts.push(await trail.append(record(id)));
    expect(trail.available()).toBe(false);
    await expect(trail.append(record('r6'))).rejects.toMatchObject({ code: 'audit_unavailable' });
    expect(sink.stored).toHaveLength(1);
    sink.away = false;
    while (trail.status().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 1));
    await trail.append(record('r7'));
    await trail.close();
    const text = sink.stored.map((batch) => batch.text).join('');
    const headers = linesOf(text).map((line) => parseLine(Buffer.from(line)));
    expect(headers.map((parsed) => parsed?.header.request)).toEqual([undefined, 'r1', 'r2', 'r3', 'r4', 'r5', 'r7', undefined]);
    expect(receipts.map(({ sequence, hash }) => ({ sequence, hash }))).toEqual(headers.slice(1, 6).map((parsed) => ({ sequence: parsed?.header.sequence, hash: parsed?.hash })));
    expect((await verifyTrail(memoryTrail({ [trail.status().chain]: text }), { keys })).findings).toEqual([]);
  });

  test('refuses those beyond its bound that wait when the sink goes away, and says so afterwards', async () => {
    const sink = awaySink();
    const trail = trailOn(sink, { whenUnavailable: 'spool', spoolRecords: 2 });
    await trail.started;
    sink.away = true;
    const outcomes = await Promise.allSettled(['r1', 'r2', 'r3', 'r4'].map((id) => trail.append(record(id))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    sink.away = false;
    await trail.close();
    const kinds = linesOf(sink.stored.map((batch) => batch.text).join('')).map((line) => parseLine(Buffer.from(line))?.header.kind);
    expect(kinds).toEqual(['start', 'record', 'record', 'record', 'record', 'withdrawn', 'end']);
  });

  test('flushes it when the trail is closed', async () => {
    const sink = awaySink();
    const trail = trailOn(sink, { whenUnavailable: 'spool' });
    await trail.started;
    sink.away = true;
    await trail.append(record('r1'));
    await trail.append(record('r2'));
    const closing = trail.close();
    sink.away = false;
    await closing;
    expect(linesOf(sink.stored.map((batch) => batch.text).join(''))).toHaveLength(4);
  });

  test('tells the receipts of what is lost when the sink does not come back before the end', async () => {
    const sink = awaySink();
    const events: [string, unknown][] = [];
    const trail = trailOn(sink, { whenUnavailable: 'spool', closeMilliseconds: 50 }, { report: (_level, event, fields) => void events.push([event, fields]) });
    await trail.started;
    sink.away = true;
    const first = await trail.append(record('r1'));
    const second = await trail.append(record('r2'));
    await trail.close();
    expect(events).toContainEqual(['audit-records-lost', { chain: first.chain, count: 2, receipts: [`${first.sequence}:${first.hash}`, `${second.sequence}:${second.hash}`] }]);
    const { findings } = await verifyTrail(memoryTrail({ [first.chain]: sink.stored.map((batch) => batch.text).join('') }), { keys });
    expect(findings.map(({ code }) => code)).toEqual(['tail-unproved']);
    expect(findings.filter(isProblem)).toEqual([]);
  });
});

test('writes what was appended before it was closed, ends the chain, and takes nothing more', async () => {
  const sink = heldSink();
  const trail = trailOn(sink, { closeMilliseconds: 5_000 });
  const appended = [trail.append(record('r1')), trail.append(record('r2'))];
  const closing = trail.close();
  await expect(trail.append(record('late'))).rejects.toMatchObject({ code: 'audit_unavailable' });
  for (let batch = 0; batch < 4; batch += 1) {
    await settle();
    await sink.finish();
  }
  await closing;
  await trail.close();
  expect(await Promise.all(appended)).toMatchObject([{ sequence: 2 }, { sequence: 3 }]);
  const lines = linesOf(sink.batches.map((batch) => batch.text).join(''));
  expect(lines.map((line) => parseLine(Buffer.from(line))?.header.kind)).toEqual(['start', 'record', 'record', 'end']);
  expect(await openRecord(lines[1] ?? '', keys)).toEqual(record('r1'));
});
