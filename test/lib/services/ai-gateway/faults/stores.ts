import { createMemoryStore } from '../../../../../lib/services/ai-gateway/budgets/memory-store';
import type { BudgetStore } from '../../../../../lib/services/ai-gateway/budgets/store';
import type { SqlConnection, SqlPool } from '../../../../../lib/services/ai-gateway/retrieval/sql';
import { createVectorStore } from '../../../../../lib/services/ai-gateway/retrieval/vector-store';
import { CLIENTS, gatewayUnderTest, question, type Running, type UnderTest } from '../gateway-under-test';
import { startTokenIssuer } from '../../../../../lib/services/ai-gateway/local/token-issuer';
import { codeOf, ledger, NOON, remainingTokens, until, type Ledger } from './fixture';

export function storeFaults(): void {
  let running: Running;
  let reservations: Ledger;
  afterEach(() => running.close());

  async function start(options: UnderTest): Promise<void> {
    reservations = ledger();
    running = await gatewayUnderTest({ model: { remember: 100 }, now: () => NOON, ...options, replace: reservations.replace });
  }

  describe('while the vector store is away', () => {
    const config = { models: [{ name: 'echo', retrieval: { collection: 'handbook' } }, { name: 'plain', upstream: 'echo' }, { name: 'echo-embedding', kind: 'embedding' }] };
    const refused = (): Promise<never> => Promise.reject(Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }));
    const connection = (query: SqlConnection['query']): SqlPool => ({ connect: () => Promise.resolve({ query, release: () => undefined }), end: () => Promise.resolve() });
    const pools: readonly [string, SqlPool][] = [
      ['that takes no connections', { connect: refused, end: () => Promise.resolve() }],
      ['that loses its connections', connection(() => Promise.reject(Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })))],
      ['that fails at the last moment', connection((text) => (text === 'COMMIT' ? refused() : Promise.resolve({ rows: text.includes('atttypmod') || text.includes('format_type') ? [{ type: 'vector(16)' }] : [] })))],
    ];

    test.each(pools)('(one %s) its routes and the models that need it are refused, and no question is sent to a model', async (_name, pool) => {
      await start({ config, vectorStore: createVectorStore({ pool }) });
      for (const [body, path] of [
        [question('What is a lighthouse?'), '/v1/chat/completions'],
        [question('What is a lighthouse?', { stream: true }), '/v1/chat/completions'],
        [{ collection: 'handbook', query: 'lighthouse' }, '/v1/vectors/query'],
        [{ collection: 'handbook', vector: Array.from({ length: 16 }, () => 1) }, '/v1/vectors/query'],
        [{ collection: 'handbook', items: [{ id: '1', text: 'a lighthouse' }] }, '/v1/vectors/upsert'],
      ] as const) {
        const answer = await running.ask(body, { path });
        expect([path, answer.status, codeOf(answer.json)]).toEqual([path, 503, 'store_unavailable']);
        expect(answer.text).not.toMatch(/ECONNREFUSED|10\.0\.0\.7|administrator/);
        expect(running.records.at(-1)).toMatchObject({ phase: 'completed', summary: { status: 503, errorCode: 'store_unavailable' } });
      }
      // Texts were embedded to search with; nothing was asked of a model that answers.
      expect(running.model.received().filter((body) => 'messages' in (body as object))).toEqual([]);
      await until(() => reservations.open() === 0, 'all is settled');
      // No tokens but those of the texts that were embedded.
      for (const used of reservations.charged) expect(used).toBeLessThan(20);
      expect((await running.ask({ ...question('Hello'), model: 'plain' })).status).toBe(200);
    });
  });

  describe('while the budget store is away', () => {
    function switchedStore(): { readonly store: BudgetStore; readonly state: { take: boolean; adjust: boolean } } {
      const state = { take: true, adjust: true };
      const memory = createMemoryStore();
      const away = (): never => { throw new Error('no table'); };
      return { state, store: { take: (withdrawal) => (state.take ? memory.take(withdrawal) : away()), adjust: (withdrawal, tokens) => (state.adjust ? memory.adjust(withdrawal, tokens) : away()) } };
    }

    test('requests are refused, recorded, and nothing is sent to the model', async () => {
      const { store, state } = switchedStore();
      state.take = false;
      await start({ budgetStore: store });
      for (const [body, path] of [[question('Hello'), '/v1/chat/completions'], [question('Hello', { stream: true }), '/v1/chat/completions'], [{ model: 'echo-embedding', input: 'a' }, '/v1/embeddings']] as const) {
        const answer = await running.ask(body, { path });
        expect([path, answer.status, codeOf(answer.json), answer.headers.get('retry-after')]).toEqual([path, 503, 'budget_unavailable', '1']);
        expect(running.records.at(-1)).toMatchObject({ phase: 'completed', summary: { errorCode: 'budget_unavailable' } });
      }
      expect(running.model.received()).toEqual([]);
      state.take = true;
      expect((await running.ask(question('Hello'))).status).toBe(200);
    });

    test('what cannot be settled stays reserved: too much is counted, never too little', async () => {
      const { store, state } = switchedStore();
      await start({ budgetStore: store });
      state.adjust = false;
      const first = await running.ask(question('Hello'));
      expect(first.status).toBe(200);
      const second = await running.ask(question('Hello'));
      expect(remainingTokens(first.headers) - remainingTokens(second.headers)).toBe(running.summaries[0]?.reservedTokens);
      expect(reservations.open()).toBe(0);
    });
  });

  describe('while the token issuer is away', () => {
    const ask = (token: string): ReturnType<Running['ask']> => running.ask(question('Hello'), { headers: { authorization: `Bearer ${token}` } });

    test('tokens of a moment ago are known, new ones are neither accepted nor called invalid, and it recovers', async () => {
      await start({});
      const { port } = running.issuer;
      const known = running.token();
      await running.issuer.close();
      // Nobody has asked the issuer for its keys yet.
      const answer = await ask(known);
      expect([answer.status, codeOf(answer.json), answer.headers.get('retry-after')]).toEqual([503, 'identity_unavailable', '1']);
      expect(running.model.received()).toEqual([]);
      // Whoever comes next does not wait for a time-out of its own.
      expect(codeOf((await ask(known)).json)).toBe('identity_unavailable');
      const back = await startTokenIssuer({ audience: 'tests', clients: CLIENTS, port });
      const fresh = back.issue('alice');
      let status = 503;
      for (let attempt = 0; attempt < 200 && status === 503; attempt += 1) {
        status = (await ask(fresh)).status;
        if (status === 503) await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
      expect(status).toBe(200);
      await back.close();
      for (let request = 0; request < 3; request += 1) expect((await ask(fresh)).status).toBe(200);
      // Keys that were fetched verify other tokens of theirs, too; one by a key that nobody knows is not accepted.
      expect((await ask(back.issue('alice'))).status).toBe(200);
      const stranger = await ask(known);
      expect([401, 503]).toContain(stranger.status);
      expect(running.model.received()).toHaveLength(5);
    });

    test('a key may be changed while requests come, and none is refused', async () => {
      await start({});
      const statuses: number[] = [];
      const load = Array.from({ length: 8 }, async (_, worker) => {
        for (let request = 0; request < 10; request += 1) {
          if (worker === 0 && request === 4) running.issuer.rotate();
          statuses.push((await ask(running.token())).status);
        }
      });
      await Promise.all(load);
      expect(statuses).toHaveLength(80);
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
  });
}
