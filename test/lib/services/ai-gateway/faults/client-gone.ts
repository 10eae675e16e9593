import type { BudgetStore } from '../../../../../lib/services/ai-gateway/budgets/store';
import { createMemoryStore } from '../../../../../lib/services/ai-gateway/budgets/memory-store';
import { gatewayUnderTest, question, type Running, type UnderTest } from '../gateway-under-test';
import { faultySink, ledger, pause, streamed, until, type Ledger } from './fixture';

const SLOW = { delayMilliseconds: 400 };
const LONG = { content: 'lighthouse keeper '.repeat(500), pieceMilliseconds: 2 };

export function departedClients(): void {
  let running: Running;
  let reservations: Ledger;
  afterEach(() => running.close());

  async function start(options: UnderTest = {}): Promise<void> {
    reservations = ledger();
    running = await gatewayUnderTest({ ...options, replace: reservations.replace });
  }

  /** Sends a request and hangs up once the condition holds. */
  async function hangUp(when: () => boolean, body: object = question('Hello')): Promise<void> {
    const leaving = new AbortController();
    const response = fetch(`${running.url}/v1/chat/completions`, { method: 'POST', signal: leaving.signal, headers: { authorization: `Bearer ${running.token()}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const failed = response.then((answer) => answer.text()).then(() => 'answered', () => 'gone');
    await until(when, 'the client may hang up');
    leaving.abort();
    expect(await failed).toBe('gone');
  }

  /** All that a request held is free again, and one summary tells of it. */
  async function nothingIsLeft(summaries = 1): Promise<void> {
    await until(() => running.summaries.length === summaries, 'the request is over');
    await until(() => running.model.active() === 0, 'the model is asked nothing any more');
    expect(running.server.inFlight()).toBe(0);
    expect([reservations.granted() > 0, reservations.open()]).toEqual([true, 0]);
    expect((await running.ask(question('Hello'))).status).toBe(200);
  }

  const gone = { status: 499, errorCode: 'client_closed_request', clientGone: true };

  describe('a client that goes away', () => {
    test.each([false, true])('before the answer begins (stream: %s) ends the request at the model, and is recorded', async (stream) => {
      await start({ model: { behaviour: ({ messages }) => (messages.at(-1)?.content === 'slow' ? { delayMilliseconds: 2_000 } : undefined) } });
      await hangUp(() => running.model.active() === 1, question('slow', { stream }));
      await nothingIsLeft();
      expect(running.summaries[0]).toMatchObject({ ...gone, stream });
      expect(running.records.find(({ phase }) => phase === 'completed')).toMatchObject({ summary: gone });
      // Nobody knows how far the model came.
      expect(reservations.charged[0]).toBe(running.summaries[0]?.reservedTokens);
    });

    test('within a stream ends it at the model, and is recorded with what it got', async () => {
      await start({ model: { behaviour: ({ messages }) => (messages.at(-1)?.content === 'long' ? LONG : undefined) } });
      const { broken, content } = await streamed(running, question('long'), (text) => (text.includes('lighthouse keeper') ? 'enough' : undefined));
      expect(broken).toBe(true);
      await nothingIsLeft();
      expect(running.records.slice(0, 2)).toMatchObject([{ phase: 'opened' }, { phase: 'completed', summary: { status: 200, errorCode: 'client_closed_request', clientGone: true } }]);
      const { answer } = running.records[1]?.content as { readonly answer: Readonly<Record<string, string>> };
      expect(answer['0.content']?.startsWith(content)).toBe(true);
      // An estimate of what came, which is far less than the whole answer.
      expect(reservations.charged[0]).toBeGreaterThan(0);
      expect(reservations.charged[0]).toBeLessThan(2_000);
    });

    test('while its request waits for a connection to the model: the model never hears of it', async () => {
      await start({ config: { limits: { upstreamConnections: 1 } }, model: { behaviour: () => SLOW, remember: 9 } });
      const first = running.ask(question('first'));
      await until(() => running.model.active() === 1, 'the only connection is busy');
      await hangUp(() => running.server.inFlight() === 2, question('second'));
      expect((await first).status).toBe(200);
      await nothingIsLeft(2);
      expect(JSON.stringify(running.model.received())).not.toContain('second');
      expect(running.summaries[0]).toMatchObject(gone);
    });

    test('while its budget is looked up: the model never hears of it, and nothing stays reserved', async () => {
      const store = createMemoryStore();
      let asked = 0;
      const slow: BudgetStore = { take: async (withdrawal) => { asked += 1; if (asked === 1) await pause(150); return store.take(withdrawal); }, adjust: (withdrawal, tokens) => store.adjust(withdrawal, tokens) };
      await start({ budgetStore: slow, model: { remember: 9 } });
      await hangUp(() => asked === 1, question('first'));
      await nothingIsLeft();
      expect(JSON.stringify(running.model.received())).not.toContain('first');
      expect(running.summaries[0]).toMatchObject(gone);
      expect(reservations.charged[0]).toBe(0);
    });

    test('keeps its place until its work has ended: clients that come and go cannot pile it up', async () => {
      const store = createMemoryStore();
      const held: (() => void)[] = [];
      const stuck: BudgetStore = { take: (withdrawal) => new Promise((resolve) => { held.push(() => { resolve(store.take(withdrawal)); }); }), adjust: (withdrawal, tokens) => store.adjust(withdrawal, tokens) };
      await start({ budgetStore: stuck, config: { limits: { concurrentRequests: 3 } } });
      for (let client = 1; client <= 3; client += 1) await hangUp(() => held.length === client);
      const fourth = await running.ask(question('Hello'));
      expect([fourth.status, running.server.inFlight()]).toEqual([503, 3]);
      for (const release of held) release();
      await until(() => running.server.inFlight() === 0, 'the work has ended');
      expect(reservations.charged).toEqual([0, 0, 0]);
    });

    test.each([false, true])('while the record is written (stream: %s): the record stays, and nothing else does', async (stream) => {
      let writing = 0;
      let slow = true;
      await start({ auditSink: faultySink(async ({ sequence }) => { if (sequence > 1 && slow) { writing += 1; await pause(150); } }) });
      await hangUp(() => writing === 1, question('Hello', { stream }));
      await until(() => running.records.some(({ phase }) => phase === 'completed'), 'the record is there');
      slow = false;
      await nothingIsLeft();
      expect(running.summaries[0]).toMatchObject({ clientGone: true });
    });

    test('a hundred times over, at every moment, leaves nothing behind', async () => {
      await start({ model: { behaviour: ({ messages }) => (messages.at(-1)?.content === 'Hello' ? undefined : LONG) }, config: { budgets: { principal: { requestsPerMinute: 1_000, tokensPerMinute: 10_000_000 }, tenant: { requestsPerMinute: 1_000, tokensPerMinute: 10_000_000 } } } });
      const token = running.token();
      const clients = Array.from({ length: 100 }, async (_, index) => {
        const leaving = AbortSignal.timeout(1 + (index % 50) * 6);
        try {
          const response = await fetch(`${running.url}/v1/chat/completions`, { method: 'POST', signal: leaving, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(question('long', { stream: index % 2 === 0 })) });
          await response.text();
        } catch {
          // Gone, as intended.
        }
      });
      await Promise.all(clients);
      await until(() => running.server.inFlight() === 0 && running.model.active() === 0 && reservations.open() === 0, 'all is over');
      expect((await running.ask(question('Hello'))).status).toBe(200);
      const completed = running.records.filter(({ phase }) => phase === 'completed').map(({ summary: { requestId } }) => requestId);
      // Whoever was let in as far as the budget has exactly one record that completes it.
      expect(new Set(completed).size).toBe(completed.length);
      expect(completed.length).toBe(reservations.granted());
      for (const { phase, summary: { requestId } } of running.records) if (phase === 'opened') expect(completed).toContain(requestId);
    });
  });
}
