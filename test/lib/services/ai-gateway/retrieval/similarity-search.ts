import type { VectorStore } from '../../../../../lib/services/ai-gateway/core/ports';
import type { EmbeddedStore } from '../../../../../lib/services/ai-gateway/local/embedded-store';
import type { SqlPool } from '../../../../../lib/services/ai-gateway/retrieval/sql';
import { createVectorStore } from '../../../../../lib/services/ai-gateway/retrieval/vector-store';

const T = 'tenant';

/** What the store finds and what it keeps. */
export function similaritySearch(open: () => EmbeddedStore): void {
  let store: VectorStore;
  let embedded: EmbeddedStore;

  /** A pool that tells which statements ran. */
  const watched = (seen: string[], change: (text: string) => string = (text) => text): SqlPool => ({
    end: () => embedded.pool.end(),
    connect: async () => {
      const connection = await embedded.pool.connect();
      return { query: (text, values) => { seen.push(text); return connection.query(change(text), values); }, release: (destroy) => { seen.push(`release ${String(destroy)}`); connection.release(destroy); } };
    },
  });
  const ids = async (query: Partial<Parameters<VectorStore['query']>[1]>) => (await store.query(T, { collection: 'docs', vector: [1, 0, 0, 0], topK: 10, ...query })).map(({ id }) => id);

  beforeAll(async () => {
    embedded = open();
    store = createVectorStore({ pool: embedded.pool });
    await store.upsert(T, 'docs', 'm', [
      { id: 'same', text: 'same', vector: [2, 0, 0, 0], metadata: { lang: 'en', year: 2024, draft: false, gone: null } },
      { id: 'near', text: 'near', vector: [1, 1, 0, 0], metadata: { lang: 'en', year: 2025, draft: true } },
      { id: 'across', text: 'across', vector: [0, 0, 1, 0], metadata: { lang: 'de', year: '2024', draft: 'false', gone: 'null' } },
      { id: 'away', text: 'away', vector: [-3, 0, 0, 0] },
    ]);
  });

  test('gives the nearest first, with cosine similarities, whatever the lengths of the vectors', async () => {
    const found = await store.query(T, { collection: 'docs', vector: [5, 0, 0, 0], topK: 10 });
    expect(found.map(({ id }) => id)).toEqual(['same', 'near', 'across', 'away']);
    expect(found.map(({ score }) => score)).toEqual([1, expect.closeTo(Math.SQRT1_2, 6), 0, -1]);
    expect(found[0]).toEqual({ id: 'same', text: 'same', score: 1, metadata: { lang: 'en', year: 2024, draft: false, gone: null } });
  });

  test('gives no more than asked for, none below the least score, and vectors only on request', async () => {
    expect(await ids({ topK: 2 })).toEqual(['same', 'near']);
    expect(await ids({ minScore: 0.5 })).toEqual(['same', 'near']);
    expect(await ids({ minScore: 1 })).toEqual(['same']);
    expect((await store.query(T, { collection: 'docs', vector: [1, 0, 0, 0], topK: 1, includeVectors: true }))[0]?.vector).toEqual([2, 0, 0, 0]);
  });

  test.each([
    [{ lang: 'en' }, ['same', 'near']], [{ lang: 'en', draft: true }, ['near']], [{ year: 2024 }, ['same']], [{ year: '2024' }, ['across']], [{ draft: false }, ['same']], [{ draft: 'false' }, ['across']],
    [{ gone: null }, ['same']], [{ gone: 'null' }, ['across']], [{ missing: null }, []], [{}, ['same', 'near', 'across', 'away']], [{ lang: '' }, []], [{ 'lang"}': 'en' }, []], [{ year: 2024.0000001 }, []],
  ])('the filter %j finds %j: values are compared with their types', async (filter, expected) => {
    expect(await ids({ filter })).toEqual(expected);
  });

  test('what is written again replaces what was there; of two items with one id the last counts', async () => {
    await store.upsert(T, 'again', 'm', [{ id: 'x', text: 'old', vector: [1, 0, 0, 0], metadata: { v: 1 } }]);
    expect(await store.upsert(T, 'again', 'm', [{ id: 'x', text: 'newer', vector: [0, 1, 0, 0] }, { id: 'x', text: 'newest', vector: [0, 0, 1, 0], metadata: { v: 3 } }])).toBe(1);
    expect(await store.query(T, { collection: 'again', vector: [0, 0, 1, 0], topK: 5 })).toEqual([{ id: 'x', text: 'newest', score: 1, metadata: { v: 3 } }]);
  });

  test('texts, ids and metadata come back as they were, whatever characters they have', async () => {
    const items = ['quote \' " \\ {a,b} $1 %', '\ud83d\ude00 \u202e \u200b', 'NULL', 'line\nline\ttab', '{"a":1}', 'constructor'].map((text) => ({ id: text, text, vector: [1, 1, 1, 1], metadata: { [text]: text } }));
    await store.upsert(T, 'odd', 'm', items);
    const found = await store.query(T, { collection: 'odd', vector: [1, 1, 1, 1], topK: 10 });
    expect(found.map(({ id, text, metadata }) => ({ id, text, metadata }))).toEqual(items.map(({ id, text, metadata }) => ({ id, text, metadata })).sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  test('a collection belongs to the embedding model that made it', async () => {
    await store.upsert(T, 'made', 'one', []);
    await expect(store.upsert(T, 'made', 'two', [{ id: 'x', text: 'x', vector: [1, 0, 0, 0] }])).rejects.toMatchObject({ code: 'invalid_request', param: 'collection', message: expect.stringContaining('another embedding model') });
    expect(await store.query(T, { collection: 'made', vector: [1, 0, 0, 0], topK: 5 })).toEqual([]);
  });

  test('a collection that was made without a model takes that of its first vectors', async () => {
    await embedded.inspect("INSERT INTO vectors.collections (tenant_id, name) VALUES ('tenant', 'bare')");
    await store.upsert(T, 'bare', 'one', []);
    await expect(store.upsert(T, 'bare', 'two', [])).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('all items of a request are written, or none', async () => {
    const bad = [{ id: 'ok', text: 'ok', vector: [1, 0, 0, 0] }, { id: 'bad', text: 'bad', vector: [1, 0, 0] }];
    await expect(store.upsert(T, 'whole', 'm', bad)).rejects.toMatchObject({ code: 'wrong_dimensions', param: 'items[1].vector' });
    await expect(store.query(T, { collection: 'whole', vector: [1, 0, 0, 0], topK: 5 })).rejects.toMatchObject({ code: 'collection_not_found' });
  });

  test('writers of the same rows in different orders do not wait for each other in a circle', async () => {
    const items = ['p', 'q', 'r'].map((id) => ({ id, text: id, vector: [1, 0, 0, 0] }));
    const seen: string[] = [];
    const orders = createVectorStore({ pool: watched(seen) });
    await Promise.all([orders.upsert(T, 'order', 'm', items), orders.upsert(T, 'order', 'm', items.toReversed())]);
    expect(await ids({ collection: 'order' })).toEqual(['p', 'q', 'r']);
  });

  test('a request at fault costs no connection; a statement that fails does', async () => {
    const seen: string[] = [];
    const strict = createVectorStore({ pool: watched(seen) });
    const query = { collection: 'docs', vector: [1, 0, 0, 0], topK: 5 };
    await strict.query(T, query);
    for (const wrong of [{ vector: [1] }, { vector: [0, 0, 0, 0] }, { collection: 'nowhere' }, { collection: "'" }, { topK: 0 }]) await expect(strict.query(T, { ...query, ...wrong })).rejects.toThrow();
    await expect(strict.upsert(T, 'docs', 'other', [])).rejects.toThrow();
    expect(seen.filter((text) => text.startsWith('release'))).toEqual(seen.filter((text) => text === 'release false'));
    await expect(createVectorStore({ pool: watched(seen, (text) => (text.includes('ORDER BY') ? 'SELECT no_such_column' : text)) }).query(T, query)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(seen.at(-1)).toBe('release true');
  });

  describe('in a collection too large to read whole', () => {
    const size = (rows: number) => (text: string) => text.replace(/\(SELECT count\(\*\)::int FROM .*few\)/s, String(rows));
    const search = async (rows: number, topK: number) => {
      const seen: string[] = [];
      const found = await createVectorStore({ pool: watched(seen, size(rows)) }).query(T, { collection: 'docs', vector: [1, 0, 0, 0], topK });
      return { found: found.map(({ id }) => id), settings: seen.filter((text) => text.startsWith('SET LOCAL')) };
    };

    test('the index is walked', async () => {
      expect(await search(20_001, 4)).toEqual({ found: ['same', 'near', 'across', 'away'], settings: ['SET LOCAL hnsw.iterative_scan = relaxed_order'] });
    });

    test('and every row is read when the index gave too few', async () => {
      expect(await search(20_001, 5)).toEqual({ found: ['same', 'near', 'across', 'away'], settings: ['SET LOCAL hnsw.iterative_scan = relaxed_order', 'SET LOCAL enable_indexscan = off'] });
    });

    test('a small one is read whole at once', async () => {
      expect(await search(20_000, 5)).toMatchObject({ settings: ['SET LOCAL enable_indexscan = off'] });
    });
  });

  test('a query cannot write', async () => {
    const seen: string[] = [];
    const writing = createVectorStore({ pool: watched(seen, (text) => (text.includes('ORDER BY') ? "DELETE FROM vectors.embeddings WHERE $1 <> '' OR $2 <> '' OR $3 <> '' OR $4 <> '' OR $5 > 0" : text)) });
    await expect(writing.query(T, { collection: 'docs', vector: [1, 0, 0, 0], topK: 5 })).rejects.toMatchObject({ cause: expect.objectContaining({ code: '25006' }) });
    expect(await ids({})).toHaveLength(4);
  });
}
