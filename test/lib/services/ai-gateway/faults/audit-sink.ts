import fc from 'fast-check';
import { isProblem } from '../../../../../lib/services/ai-gateway/audit/findings';
import { createMemorySink } from '../../../../../lib/services/ai-gateway/audit/memory-sink';
import { gatewayUnderTest, question, type Running, type UnderTest } from '../gateway-under-test';
import { codeOf, faultySink, ledger, openedRecords, pause, requestsIn, streamed, until, verified, type Ledger } from './fixture';

const AWAY = new Error('the sink is away');
const SPOOL = { audit: { whenUnavailable: { weakenedTo: 'spool', reason: 'the trail must not stop the work', owner: 'tests', expires: '2999-01-01' }, spoolRecords: 3 } };

export function auditSinkFaults(): void {
  let running: Running;
  let reservations: Ledger;
  afterEach(() => running.close());

  async function start(options: UnderTest): Promise<void> {
    reservations = ledger();
    running = await gatewayUnderTest({ model: { remember: 100 }, ...options, replace: reservations.replace });
  }

  /** A sink that is there while `state.up`. */
  function switchedSink() {
    const state = { up: true };
    return { state, sink: faultySink(() => { if (!state.up) throw AWAY; }) };
  }

  const MODES = [['whole', false], ['streamed', true]] as const;

  describe('while the audit sink is away', () => {
    test('from the start, every route is refused and the model hears nothing, until the sink is there', async () => {
      const { state, sink } = switchedSink();
      state.up = false;
      await start({ auditSink: sink });
      await until(() => !running.audit.available(), 'the sink counts as away');
      for (const [body, path, method] of [
        [question('Hello'), '/v1/chat/completions', 'POST'], [question('Hello', { stream: true }), '/v1/chat/completions', 'POST'], [{ model: 'echo-embedding', input: 'a' }, '/v1/embeddings', 'POST'], [undefined, '/v1/models', 'GET'],
      ] as const) {
        const answer = await running.ask(body, { path, method });
        expect([path, answer.status, codeOf(answer.json), answer.headers.get('retry-after')]).toEqual([path, 503, 'audit_unavailable', '1']);
      }
      expect(running.model.received()).toEqual([]);
      expect(reservations.granted()).toBe(0);
      state.up = true;
      await until(() => running.audit.available(), 'the sink is back');
      expect((await running.ask(question('Hello'))).status).toBe(200);
    });

    test.each(MODES)('a request that found out itself gets no content, and what was reserved for it is settled (%s)', async (_mode, stream) => {
      const { state, sink } = switchedSink();
      await start({ auditSink: sink, model: { behaviour: () => ({ content: 'lighthouse keeper' }), remember: 100 } });
      await running.audit.started;
      state.up = false;
      const answer = await running.ask(question('Hello', { stream }));
      expect([answer.status, codeOf(answer.json)]).toEqual([503, 'audit_unavailable']);
      expect(answer.text).not.toContain('lighthouse');
      await until(() => running.model.active() === 0 && reservations.open() === 0, 'nothing is under way');
      expect(running.summaries.at(-1)).toMatchObject({ status: 503, errorCode: 'audit_unavailable' });
      expect(running.log.join('')).toContain('audit-sink-failed');
      // The next one is refused before the model is asked.
      const asked = running.model.received().length;
      expect((await running.ask(question('Hello', { stream }))).status).toBe(503);
      expect(running.model.received()).toHaveLength(asked);
    });

    test.each(MODES)('from the time when the model is asked, no answer is released (%s)', async (_mode, stream) => {
      const { state, sink } = switchedSink();
      await start({ auditSink: sink, model: { behaviour: () => { state.up = false; return { content: 'lighthouse keeper', delayMilliseconds: 30 }; } } });
      const answer = await running.ask(question('Hello', { stream }));
      // The record that opens a stream may have been written before; then its content may be seen, but never its end.
      expect(answer.text).not.toContain('[DONE]');
      expect(answer.text).toContain('audit_unavailable');
      if (!stream) expect(answer.text).not.toContain('lighthouse');
    });

    test('when a stream is about to close, it ends with an error and without [DONE]', async () => {
      const { state, sink } = switchedSink();
      await start({ auditSink: sink, model: { behaviour: () => ({ content: 'lighthouse keeper '.repeat(20), pieceMilliseconds: 2 }) } });
      const answer = await streamed(running, question('Hello'), (text) => { if (text.includes('lighthouse')) state.up = false; return undefined; });
      expect(answer).toMatchObject({ status: 200, code: 'audit_unavailable', done: false, broken: false });
      expect(answer.content).toContain('lighthouse');
      await until(() => reservations.open() === 0, 'the reservation is settled');
      // The end was not released: no closing event, neither.
      expect(answer.events.some(({ choices }) => choices?.some(({ finish_reason: finish }) => typeof finish === 'string'))).toBe(false);
      expect((await openedRecords(sink, running)).map(({ phase }) => phase)).toEqual(['opened']);
      // What was written late is marked as what the client never saw whole.
      state.up = true;
      await until(() => running.audit.available(), 'the sink is back');
      await running.ask(question('Hello'));
      expect(sink.text()).toContain('"kind":"withdrawn"');
    });
  });

  describe('an audit sink that', () => {
    test('fails twice and then works is not noticed by anyone', async () => {
      let failures = 0;
      await start({ auditSink: faultySink(({ sequence }) => { if (sequence > 1 && failures < 2) { failures += 1; throw AWAY; } }) });
      expect((await running.ask(question('Hello'))).status).toBe(200);
      expect(failures).toBe(2);
    });

    test('fails more often refuses those who wait, and serves again once it works', async () => {
      let failures = 0;
      const sink = faultySink(({ sequence }) => { if (sequence > 1 && failures < 5) { failures += 1; throw AWAY; } });
      await start({ auditSink: sink });
      expect(codeOf((await running.ask(question('Hello'))).json)).toBe('audit_unavailable');
      await until(() => running.audit.available(), 'the sink is back');
      expect((await running.ask(question('Hello'))).status).toBe(200);
      expect(running.log.join('')).toContain('audit-sink-recovered');
      await running.close();
      expect((await verified(sink, running)).findings.filter(isProblem)).toEqual([]);
    });

    test.each(MODES)('is slow makes the answer wait for its record (%s)', async (_mode, stream) => {
      let durable = 0;
      const sink = faultySink(() => pause(60), (batch) => { durable += requestsIn(batch).length; });
      await start({ auditSink: sink });
      const answer = await running.ask(question('Hello', { stream }));
      expect(answer.status).toBe(200);
      expect(durable).toBe(stream ? 2 : 1);
    });

    test('hangs counts as away, and refuses instead of keeping everybody waiting', async () => {
      let hang: (() => void) | undefined;
      const sink = faultySink(({ sequence }) => (sequence > 1 && hang === undefined ? new Promise((resolve) => { hang = resolve; }) : undefined));
      await start({ auditSink: sink, auditSettings: { stallMilliseconds: 60 } });
      expect(codeOf((await running.ask(question('Hello'))).json)).toBe('audit_unavailable');
      expect(codeOf((await running.ask(question('Hello'))).json)).toBe('audit_unavailable');
      hang?.();
      await until(() => running.audit.available(), 'the sink is back');
      expect((await running.ask(question('Hello'))).status).toBe(200);
    });
  });

  describe('with a spool by policy', () => {
    /** A gateway whose sink has just gone away. */
    async function spooling(): Promise<ReturnType<typeof switchedSink>> {
      const { state, sink } = switchedSink();
      await start({ config: SPOOL, auditSink: sink });
      await running.audit.started;
      state.up = false;
      return { state, sink };
    }

    test('answers go on within its bound, are refused beyond it, and all records arrive when the sink is back', async () => {
      const { state, sink } = await spooling();
      const statuses: number[] = [];
      for (let request = 0; request < 5; request += 1) statuses.push((await running.ask(question(`Hello ${request}`))).status);
      expect(statuses).toEqual([200, 200, 200, 503, 503]);
      expect(running.audit.status()).toMatchObject({ state: 'down', waitingRecords: 3 });
      expect(sink.batches).toHaveLength(1);
      state.up = true;
      await until(() => running.audit.status().waitingRecords === 0, 'the spool is drained');
      expect((await running.ask(question('Hello again'))).status).toBe(200);
      const records = await openedRecords(sink, running);
      expect(records.map(({ summary: { requestId } }) => requestId)).toEqual(running.summaries.filter(({ status }) => status === 200).map(({ requestId }) => requestId));
      expect((await verified(sink, running)).findings.filter(isProblem)).toEqual([]);
      expect(running.log.join('')).not.toContain('audit-records-lost');
    });

    test('what the end of the process loses is told, with the receipts that were given', async () => {
      await spooling();
      const receipts: string[] = [];
      for (let request = 0; request < 2; request += 1) receipts.push((await running.ask(question('Hello'))).headers.get('x-audit-record') ?? '');
      await running.close();
      const lost = running.log.filter((line) => line.includes('audit-records-lost'));
      expect(lost).toHaveLength(1);
      const chain = running.audit.status().chain;
      expect(receipts).toEqual([`${chain}:2`, `${chain}:3`]);
      for (const sequence of ['2', '3']) expect(lost[0]).toMatch(new RegExp(`"${sequence}:[0-9a-f]{64}"`));
    });
  });

  describe('whatever the sink does', () => {
    /** Says what the next write does; the last entry holds for all further ones. */
    const schedules = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('write' as const) }, { weight: 2, arbitrary: fc.constant('fail' as const) }, { weight: 1, arbitrary: fc.constant('slow' as const) }), { maxLength: 30 });
    const clients = fc.array(fc.record({ stream: fc.boolean(), startAt: fc.nat(25), leaves: fc.integer({ min: 1, max: 8 }).map((one) => one === 1) }), { minLength: 1, maxLength: 6 });

    test('no client sees the end of an answer before its record is durable, or the beginning of a stream before the record that opens it', async () => {
      const answer = 'The lighthouse keeper. '.repeat(4);
      await fc.assert(fc.asyncProperty(schedules, clients, async (schedule, asked) => {
        let write = 0;
        /** Requests of which so many records are durable. */
        const durable = new Map<string, number>();
        const sink = faultySink(async () => {
          const step = schedule[write];
          write += 1;
          if (step === 'slow') await pause(4);
          if (step === 'fail') throw AWAY;
        }, (batch) => { for (const request of requestsIn(batch)) durable.set(request, (durable.get(request) ?? 0) + 1); });
        await start({ auditSink: sink, model: { behaviour: () => ({ content: answer, pieceMilliseconds: 1 }) } });
        const seen: string[] = [];
        const recordsOf = (id: string): number => durable.get(id) ?? 0;
        await Promise.all(asked.map(async ({ stream, startAt, leaves }) => {
          await pause(startAt);
          if (stream) {
            let contentAt: number | undefined;
            let endAt: number | undefined;
            const idOf = (text: string): string => /"id":"chatcmpl-([^"]+)"/.exec(text)?.[1] ?? '';
            const got = await streamed(running, question('Hello'), (text) => {
              if (text.includes('"choices"')) contentAt ??= recordsOf(idOf(text));
              if (text.includes('[DONE]') || text.includes('"finish_reason":"stop"')) endAt ??= recordsOf(idOf(text));
              return leaves && text.includes('"content":"The') ? 'enough' : undefined;
            });
            if (contentAt !== undefined && contentAt < 1) seen.push('content of a stream without its opening record');
            if (endAt !== undefined && endAt < 2) seen.push('the end of a stream without its record');
            if (got.done && got.content !== answer) seen.push('[DONE] after less than the whole answer');
          } else {
            const got = await running.ask(question('Hello'));
            const id = got.headers.get('x-request-id') ?? '';
            if (got.status === 200 && recordsOf(id) < 1) seen.push('an answer without its record');
            if (got.status !== 200 && got.text.includes('lighthouse')) seen.push('content in a refusal');
          }
        }));
        await until(() => reservations.open() === 0 && running.model.active() === 0 && running.server.inFlight() === 0, 'all is over');
        await running.close();
        expect(seen).toEqual([]);
        expect((await verified(sink, running)).findings.filter(isProblem)).toEqual([]);
      }), { numRuns: 8 });
    });

    test('a chain in a sink of memory begins and ends as it should', async () => {
      const sink = createMemorySink();
      await start({ auditSink: sink });
      await running.ask(question('Hello', { stream: true }));
      await running.close();
      expect(await verified(sink, running)).toMatchObject({ chains: [{ ended: true, records: 4 }], findings: [] });
    });
  });
}
