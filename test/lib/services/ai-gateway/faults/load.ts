import { createMemoryStore } from '../../../../../lib/services/ai-gateway/budgets/memory-store';
import type { BudgetStore, Withdrawal } from '../../../../../lib/services/ai-gateway/budgets/store';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { codeOf, ledger, NOON, until } from './fixture';

export function loadBeyondLimits(): void {
  let running: Running;
  afterEach(() => running.close());

  const MUCH = { requestsPerMinute: 1_000_000, tokensPerMinute: 1_000_000_000, tokensPerDay: 1_000_000_000_000 };

  /** Remembers how high each counter ever was. */
  function watched(): { readonly store: BudgetStore; highest(): { readonly requests: number; readonly tokens: number } } {
    const memory = createMemoryStore();
    let [requests, tokens] = [0, 0];
    return {
      highest: () => ({ requests, tokens }),
      store: {
        take: async (withdrawal: Withdrawal) => {
          // Others come in between, as with a store that is far away.
          await new Promise(setImmediate);
          const taken = await memory.take(withdrawal);
          if (taken.granted) for (const level of taken.levels) [requests, tokens] = [Math.max(requests, level.requests), Math.max(tokens, level.tokens)];
          return taken;
        },
        adjust: (withdrawal, by) => memory.adjust(withdrawal, by),
      },
    };
  }

  async function twoHundred(body: (index: number) => object): Promise<{ readonly served: number; readonly refused: readonly { readonly status: number; readonly code: unknown; readonly headers: Headers }[] }> {
    const token = running.token();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => running.ask(body(index), { headers: { authorization: `Bearer ${token}` } })));
    return { served: answers.filter(({ status }) => status === 200).length, refused: answers.filter(({ status }) => status !== 200).map(({ status, json, headers }) => ({ status, code: codeOf(json), headers })) };
  }

  describe('two hundred requests at once', () => {
    test('never use more requests than the budget has, and those beyond it are told when to come again', async () => {
      const { store, highest } = watched();
      const reservations = ledger();
      running = await gatewayUnderTest({ config: { budgets: { tenant: MUCH, principal: { ...MUCH, requestsPerMinute: 37 } } }, budgetStore: store, now: () => NOON, model: { remember: 500 }, replace: reservations.replace });
      const { served, refused } = await twoHundred((index) => question('Hello', { stream: index % 2 === 0, max_tokens: 10 }));
      expect(served).toBe(37);
      expect(running.model.received()).toHaveLength(37);
      expect(highest().requests).toBe(37);
      expect(refused).toHaveLength(163);
      for (const { status, code, headers } of refused) {
        expect([status, code]).toEqual([429, 'rate_limit_exceeded']);
        // NOON is ten seconds after the minute began.
        expect(headers.get('retry-after')).toBe('50');
        expect(headers.get('x-ratelimit-limit-requests')).toBe('37');
        expect(headers.get('x-ratelimit-remaining-requests')).toBe('0');
        expect(headers.get('x-ratelimit-reset-requests')).toBe('50s');
        expect(headers.get('ratelimit')).toContain('"requests";r=0;t=50');
      }
      await until(() => reservations.open() === 0, 'all is settled');
      expect(reservations.granted()).toBe(37);
      expect(running.records.filter(({ summary: { errorCode } }) => errorCode === 'rate_limit_exceeded')).toHaveLength(163);
    });

    test('never use more tokens than the budget has, whether they are streamed, whole, or fail', async () => {
      const { store, highest } = watched();
      const reservations = ledger();
      const behaviour = ({ messages }: { readonly messages: readonly { readonly content?: unknown }[] }) => (messages.at(-1)?.content === 'fail' ? { status: 503 } : { content: 'lighthouse '.repeat(30), delayMilliseconds: 10 });
      running = await gatewayUnderTest({ config: { budgets: { tenant: { ...MUCH, tokensPerMinute: 5_000 }, principal: MUCH } }, budgetStore: store, now: () => NOON, model: { behaviour }, replace: reservations.replace });
      const { served, refused } = await twoHundred((index) => question(index % 9 === 0 ? 'fail' : 'Hello', { stream: index % 2 === 0, max_tokens: 200 }));
      expect(served).toBeGreaterThan(0);
      expect(refused.length).toBeGreaterThan(0);
      for (const { status } of refused) expect([429, 502]).toContain(status);
      expect(highest().tokens).toBeLessThanOrEqual(5_000);
      await until(() => reservations.open() === 0, 'all is settled');
      const used = reservations.charged.reduce((sum, tokens) => sum + tokens, 0);
      expect(used).toBeLessThanOrEqual(5_000);
      // What was not used was given back: the budget says so to the next who asks.
      const next = await running.ask(question('Hello', { max_tokens: 1 }));
      const reserved = next.status === 200 ? running.summaries.at(-1)?.reservedTokens ?? 0 : 0;
      expect(Number(next.headers.get('x-ratelimit-remaining-tokens'))).toBe(5_000 - used - reserved);
      expect(running.summaries.filter(({ status }) => status === 200).every(({ usage }) => usage !== undefined)).toBe(true);
    });
  });

  test('beyond its concurrent requests the gateway says at once that it is overloaded, and serves again afterwards', async () => {
    const reservations = ledger();
    running = await gatewayUnderTest({ config: { limits: { concurrentRequests: 5 } }, model: { behaviour: () => ({ delayMilliseconds: 300 }) }, replace: reservations.replace });
    const token = running.token();
    const ask = (stream = false): ReturnType<Running['ask']> => running.ask(question('Hello', { stream }), { headers: { authorization: `Bearer ${token}` } });
    const first = Array.from({ length: 5 }, (_, index) => ask(index % 2 === 0));
    await until(() => running.server.inFlight() === 5, 'all places are taken');
    for (let request = 0; request < 10; request += 1) {
      const { status, json, headers } = await ask();
      expect([status, codeOf(json), headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);
    }
    expect(running.server.inFlight()).toBe(5);
    // The health check is no request of a client: whoever balances the load still hears from this one.
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await until(() => running.server.inFlight() === 0, 'all places are free');
    expect((await ask()).status).toBe(200);
    expect([reservations.granted(), reservations.open()]).toEqual([6, 0]);
    expect(running.summaries.filter(({ errorCode }) => errorCode === 'overloaded')).toHaveLength(10);
  });
}
