import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileTrail } from '../../../../../lib/services/ai-gateway/audit/file-source';
import { localAuditKeys } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import { createMemorySink } from '../../../../../lib/services/ai-gateway/audit/memory-sink';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import type { AuditRecord } from '../../../../../lib/services/ai-gateway/core/ports';
import { startEchoModel } from '../../../../../lib/services/ai-gateway/local/echo-model';
import { MASTER } from '../audit/fixture';
import { gatewayUnderTest, question, type UnderTest } from '../gateway-under-test';
import type { Ended, Ready } from './gateway-process';
import { codeOf, faultySink, ledger, openedRecords, pause, streamed, until, verified } from './fixture';

/** What became of one request of the load. */
interface Outcome {
  readonly sentBeforeSignal: boolean;
  readonly result: 'whole' | 'shutting down' | 'no connection' | 'broken';
  readonly requestId?: string;
}

export function shutdowns(): void {
  test('SIGTERM under load: what is under way ends whole, what comes later is turned away, nothing is unrecorded or unsettled, and the exit code is 0', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-shutdown-'));
    const model = await startEchoModel({ behaviour: () => ({ content: 'lighthouse keeper '.repeat(20), pieceMilliseconds: 15, delayMilliseconds: 50 }) });
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'gateway-process.ts'), folder, model.url, '30000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
    const { url, token } = await nextLine() as Ready;

    let signalled = false;
    const outcomes: Outcome[] = [];
    const one = async (stream: boolean): Promise<Outcome['result']> => {
      const sentBeforeSignal = !signalled;
      const end = (result: Outcome['result'], requestId?: string): Outcome['result'] => {
        outcomes.push({ sentBeforeSignal, result, requestId });
        return result;
      };
      let response: Response;
      try {
        response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(question('Hello', { stream })) });
      } catch {
        return end('no connection');
      }
      const requestId = response.headers.get('x-request-id') ?? undefined;
      try {
        const text = await response.text();
        if (response.status === 503 && text.includes('shutting_down')) return end('shutting down', requestId);
        return end(response.status === 200 && (stream ? text.endsWith('data: [DONE]\n\n') : text.endsWith('}')) ? 'whole' : 'broken', requestId);
      } catch {
        return end('broken', requestId);
      }
    };
    const workers = Array.from({ length: 12 }, async (_, worker) => {
      for (let result: Outcome['result'] = 'whole'; result === 'whole';) result = await one(worker % 3 !== 0);
    });
    await until(() => outcomes.length >= 20, 'the load is steady');
    child.kill('SIGTERM');
    signalled = true;
    await Promise.all(workers);
    const ended = await nextLine() as Ended;
    expect(await exit).toEqual([0, null]);

    const count = (of: Partial<Outcome>): number => outcomes.filter((outcome) => Object.entries(of).every(([key, value]) => outcome[key as keyof Outcome] === value)).length;
    expect(count({ result: 'broken' })).toBe(0);
    // Whoever had sent a request had its answer, or was told that the gateway stops.
    expect(count({ sentBeforeSignal: true, result: 'no connection' })).toBe(0);
    expect(count({ sentBeforeSignal: true, result: 'whole' })).toBeGreaterThan(20);
    expect(count({ sentBeforeSignal: false, result: 'whole' })).toBeLessThan(12);
    expect(ended).toEqual({ granted: count({ result: 'whole' }), open: 0, inFlight: 0 });

    const completed = new Map<string, AuditRecord>();
    const trail = await verifyTrail(fileTrail(folder), { keys: localAuditKeys(MASTER), onOpened: (opened) => { if (opened.kind === 'record' && opened.record.phase === 'completed') completed.set(opened.record.summary.requestId, opened.record); } });
    expect(trail).toMatchObject({ chains: [{ ended: true }], findings: [] });
    for (const { result, requestId } of outcomes) if (result === 'whole') expect(completed.get(requestId ?? '')).toMatchObject({ summary: { status: 200 } });
    expect(completed.size).toBe(count({ result: 'whole' }));
    await model.close();
    rmSync(folder, { recursive: true });
  });

  describe('a drain', () => {
    test('waits for requests under way and takes no new ones', async () => {
      const running = await gatewayUnderTest({ model: { behaviour: () => ({ content: 'lighthouse keeper', delayMilliseconds: 400 }) } });
      const token = running.token();
      const under = running.ask(question('Hello'));
      const stream = streamed(running, question('Hello'));
      await until(() => running.server.inFlight() === 2 && running.model.active() === 2, 'both are under way');
      const drained = running.server.drain(30_000);
      await expect(fetch(`${running.url}/healthz`)).rejects.toThrow();
      await expect(running.ask(question('Hello'), { headers: { authorization: `Bearer ${token}` } })).rejects.toThrow();
      expect((await under).status).toBe(200);
      expect((await stream).done).toBe(true);
      await drained;
      expect(running.server.inFlight()).toBe(0);
      await running.close();
    });

    const hanging: UnderTest['model'] = { behaviour: ({ messages }) => (messages.at(-1)?.content === 'hang' ? { delayMilliseconds: 4_000 } : { content: 'lighthouse keeper '.repeat(20), stallAfterPieces: 5 }) };

    test('that takes too long cuts off what is left, tells its clients, records and settles it, and ends the chain', async () => {
      const sink = faultySink(() => pause(20));
      const reservations = ledger();
      const running = await gatewayUnderTest({ auditSink: sink, model: hanging, replace: reservations.replace });
      const whole = running.ask(question('hang'));
      const stream = streamed(running, question('Hello'));
      await until(() => running.records.length === 1 && running.model.active() === 2, 'both are under way');
      await running.server.drain(50);
      await running.gateway.close();
      const { status, json, headers } = await whole;
      expect([status, codeOf(json), headers.get('retry-after')]).toEqual([503, 'shutting_down', '1']);
      expect(await stream).toMatchObject({ status: 200, done: false, broken: false, code: 'shutting_down' });
      expect([reservations.granted(), reservations.open(), running.server.inFlight()]).toEqual([2, 0, 0]);
      const records = await openedRecords(sink, running);
      expect(records.filter(({ phase }) => phase === 'completed').map(({ summary: { errorCode } }) => errorCode)).toEqual(['shutting_down', 'shutting_down']);
      expect(await verified(sink, running)).toMatchObject({ chains: [{ ended: true }], findings: [] });
      await Promise.all([running.issuer.close(), running.model.close()]);
    });

    test('waits for the record of a client that is gone already', async () => {
      let slow = false;
      const sink = faultySink(() => (slow ? pause(100) : undefined));
      const running = await gatewayUnderTest({ auditSink: sink, model: hanging });
      await running.audit.started;
      slow = true;
      const leaving = new AbortController();
      const gone = fetch(`${running.url}/v1/chat/completions`, { method: 'POST', signal: leaving.signal, headers: { authorization: `Bearer ${running.token()}`, 'content-type': 'application/json' }, body: JSON.stringify(question('hang')) }).catch(() => 'gone');
      await until(() => running.model.active() === 1, 'the model is asked');
      leaving.abort();
      expect(await gone).toBe('gone');
      await until(() => running.model.active() === 0, 'the model is asked nothing any more');
      await running.server.drain(5_000);
      await running.gateway.close();
      expect(await openedRecords(sink, running)).toMatchObject([{ phase: 'completed', summary: { clientGone: true } }]);
      await Promise.all([running.issuer.close(), running.model.close()]);
    });

    test('without anything under way ends at once, and may be asked for twice', async () => {
      const sink = createMemorySink();
      const running = await gatewayUnderTest({ auditSink: sink });
      expect(codeOf((await running.ask(question('Hello'))).json)).toBeUndefined();
      await Promise.all([running.server.drain(60_000), running.server.drain(60_000)]);
      await running.close();
      expect(await verified(sink, running)).toMatchObject({ chains: [{ ended: true, records: 3 }], findings: [] });
    });
  });
}
