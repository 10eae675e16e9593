import fc from 'fast-check';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import type { VectorItem, VectorQuery, VectorStore } from '../../../../../lib/services/ai-gateway/core/ports';
import type { EmbeddedStore } from '../../../../../lib/services/ai-gateway/local/embedded-store';
import type { SqlPool } from '../../../../../lib/services/ai-gateway/retrieval/sql';
import { createVectorStore } from '../../../../../lib/services/ai-gateway/retrieval/vector-store';

const DIMENSIONS = 4;
const MODEL = 'embedder';
const SECRET = 'the secret of b';

const hostileText = fc.oneof(
  fc.constantFrom(
    "' OR '1'='1", "'; DROP TABLE vectors.embeddings; --", "x'); COMMIT; SELECT set_config('app.tenant_id', 'b', false); --", '$1', '$4::text', '${tenant}', ':tenant', '%', '_', '\\', "\\'", '"', '{}',
    '{"$ne":null}', '@>', "tenant_id = 'b'", "b' UNION SELECT * FROM vectors.embeddings--", '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'app.tenant_id', 'COMMIT', 'ROLLBACK',
    'RESET ALL', 'null', 'NULL', '', ' ', '\0', 'a\0b', '\ud800', '\u202eb', 'ｂ', 'b\u200b', "b'::text", 'shared', 'only-b', 'b', '../b', '{b}', '{"a","b"}', '1e999',
  ),
  fc.string({ unit: 'binary', maxLength: 24 }),
);
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText, fc.boolean(), fc.constant(null), fc.double(), fc.bigInt(), fc.constant(undefined), fc.constantFrom<unknown>(() => 'b', Symbol('b'), new Date(0), { toJSON: () => 'b' }),
  fc.array(hostileText, { maxLength: 2 }), fc.dictionary(hostileText, hostileText, { maxKeys: 2 }),
  fc.constant(Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner }), 'b')),
);
// Most are storable, so that they reach the database; the others must be refused before it.
const storable = fc.oneof(hostileText, fc.string(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }));
const hostileFilter = fc.oneof({ weight: 6, arbitrary: fc.dictionary(hostileText, storable, { maxKeys: 2 }) }, { weight: 2, arbitrary: fc.dictionary(hostileText, hostileValue, { maxKeys: 3 }) }, hostileValue);
const hostileVector = fc.oneof(
  { weight: 8, arbitrary: fc.constant([1, 0, 0, 0]) },
  fc.array(fc.oneof(fc.double(), fc.constantFrom<unknown>(Number.NaN, Number.POSITIVE_INFINITY, 0, 1e308, 5e-324, '1', "1]'::vector, (SELECT 1)", null, { valueOf: () => 1 }, [1])), { minLength: 0, maxLength: 5 }),
  hostileValue,
);
const hostileCount = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(1, 5, 100) }, fc.constantFrom<unknown>(0, -1, 1.5, 1e9, '5', '1; COMMIT', null, Number.NaN));
const hostileCollection = fc.oneof({ weight: 8, arbitrary: fc.constantFrom('shared', 'shared', 'only-b') }, hostileText, hostileValue);

/** What a caller makes of types that only the edge has checked. */
const asQuery = (value: Readonly<Record<string, unknown>>): VectorQuery => value as unknown as VectorQuery;
const asItems = (value: unknown): readonly VectorItem[] => value as readonly VectorItem[];

const hostileQuery = fc.record({ collection: hostileCollection, vector: hostileVector, topK: hostileCount, filter: hostileFilter, minScore: fc.constantFrom<unknown>(undefined, -1, 'x', Number.NaN), includeVectors: fc.boolean() });
const hostileItem = fc.record({ id: fc.oneof(fc.constant('n0'), hostileText, hostileText, hostileValue), text: fc.oneof(hostileText, hostileText, hostileText, hostileValue), vector: hostileVector, metadata: hostileFilter });

/** That no tenant sees or changes rows of another, whatever it asks for. */
export function crossTenant(open: () => EmbeddedStore): void {
  let store: VectorStore;
  let inspect: EmbeddedStore['inspect'];
  let pool: SqlPool;

  const axis = (index: number): number[] => Array.from({ length: DIMENSIONS }, (_, position) => (position === index ? 1 : 0.1));
  const holdings = async (tenant: string) => [
    await inspect('SELECT * FROM vectors.collections WHERE tenant_id = $1 ORDER BY name', [tenant]),
    await inspect('SELECT tenant_id, collection, id, content, metadata::text, embedding::text, updated_at FROM vectors.embeddings WHERE tenant_id = $1 ORDER BY collection, id', [tenant]),
  ];
  /** The result, or the refusal's code; anything else than a refusal fails the test. */
  const outcome = async <T>(work: Promise<T>): Promise<T | string> => work.catch((error: unknown) => {
    if (!GatewayError.isGatewayError(error)) throw error;
    expect(JSON.stringify(error.body())).not.toContain(SECRET);
    // A refusal of the request, or of a value; never a failure of the gateway or of the statement.
    expect(error.code).toMatch(/^(?:collection_not_found|invalid_request|wrong_dimensions|not_authorized)$/);
    return error.code;
  });

  beforeAll(async () => {
    ({ inspect, pool } = open());
    store = createVectorStore({ pool });
    await inspect('TRUNCATE vectors.collections, vectors.embeddings');
    for (const [tenant, word] of [['a', 'of a'], ['b', SECRET], ['c', 'of c']] as const) {
      await store.upsert(tenant, 'shared', MODEL, [0, 1, 2].map((index) => ({ id: `n${index}`, text: `${word} ${index}`, vector: axis(index), metadata: { kind: 'note', owner: tenant } })));
      await store.upsert(tenant, `only-${tenant}`, MODEL, [{ id: 'x', text: word, vector: axis(3) }]);
    }
  });

  test('no generated query of A gives a row of B or C, and none changes a row', async () => {
    const before = await Promise.all(['a', 'b', 'c'].map(holdings));
    let answered = 0;
    await fc.assert(fc.asyncProperty(hostileQuery, async (query) => {
      const found = await outcome(store.query('a', asQuery(query)));
      if (typeof found === 'string') return;
      answered += 1;
      for (const { text } of found) expect(text).toMatch(/^of a/);
    }), { numRuns: 250 });
    expect(answered).toBeGreaterThan(40);
    expect(await Promise.all(['a', 'b', 'c'].map(holdings))).toEqual(before);
  });

  test('no generated write of E changes a row of A or B, or makes one for anybody else', async () => {
    const before = await Promise.all(['a', 'b'].map(holdings));
    let written = 0;
    await fc.assert(fc.asyncProperty(hostileCollection, fc.array(hostileItem, { minLength: 1, maxLength: 2 }), fc.oneof({ weight: 5, arbitrary: fc.constant(MODEL) }, hostileText), async (collection, items, model) => {
      const count = await outcome(store.upsert('e', collection as string, model, asItems(items)));
      if (typeof count === 'number') written += count;
    }), { numRuns: 150 });
    await store.upsert('e', 'shared', MODEL, [{ id: "n0' OR tenant_id = 'b", text: 'of e', vector: axis(0) }, { id: 'n0', text: 'of e', vector: axis(0) }]);
    expect(await Promise.all(['a', 'b'].map(holdings))).toEqual(before);
    const tenants = await inspect('SELECT DISTINCT tenant_id FROM vectors.embeddings ORDER BY 1');
    expect(tenants.map(({ tenant_id: tenant }) => tenant)).toEqual(['a', 'b', 'c', 'e']);
    expect(written).toBeGreaterThan(10);
  });

  test.each([...["b' OR 'x'='x", '', ' ', 'b ', ' b', 'a,b', '%', '*', 'b\0', 'ｂ', "b'; SET app.tenant_id = 'b", '__proto__', '-b', 'b\n', 'x'.repeat(64)].map((tenant) => [tenant])])(
    'the tenant %j is refused before a connection is taken', async (tenant) => {
      let connections = 0;
      const watched = createVectorStore({ pool: { connect: () => { connections += 1; return pool.connect(); }, end: () => pool.end() } });
      await expect(watched.query(tenant, { collection: 'shared', vector: axis(0), topK: 5 })).rejects.toMatchObject({ code: 'not_authorized' });
      await expect(watched.upsert(tenant, 'shared', MODEL, [])).rejects.toMatchObject({ code: 'not_authorized' });
      expect(connections).toBe(0);
    },
  );

  test('a collection of another tenant and one that nobody has are refused in the same words', async () => {
    const refusals = await Promise.all(['only-b', 'nobodys'].map((collection) => store.query('a', { collection, vector: axis(3), topK: 5 }).catch((error: unknown) => (GatewayError.isGatewayError(error) ? error.body() : error))));
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject({ error: { code: 'collection_not_found' } });
  });

  test('tenants that take turns on one connection each get their own rows, also after one of them failed', async () => {
    // Fails in the middle of a transaction that has a tenant.
    const failing = createVectorStore({
      pool: {
        end: () => pool.end(),
        connect: async () => {
          const connection = await pool.connect();
          return { query: (text, values) => connection.query(text.includes('FROM vectors.embeddings WHERE') && text.includes('ORDER BY') ? 'SELECT 1 / 0' : text, text.includes('ORDER BY') ? [] : values), release: (destroy) => { connection.release(destroy); } };
        },
      },
    });
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('read', 'write', 'fail')), { minLength: 2, maxLength: 8 }), async (steps) => {
      await Promise.all(steps.map(async ([tenant, kind]) => {
        const query = { collection: 'shared', vector: axis(0), topK: 100 };
        if (kind === 'fail') {
          await expect(failing.query(tenant, query)).rejects.toMatchObject({ code: tenant === 'd' ? 'collection_not_found' : 'invalid_request' });
        } else if (kind === 'write' && tenant !== 'd') {
          expect(await store.upsert(tenant, 'shared', MODEL, [{ id: 'n9', text: tenant === 'b' ? SECRET : `of ${tenant}`, vector: axis(2) }])).toBe(1);
        } else if (tenant === 'd') {
          await expect(store.query('d', query)).rejects.toMatchObject({ code: 'collection_not_found' });
        } else {
          const found = await store.query(tenant, query);
          expect(found.length).toBeGreaterThanOrEqual(3);
          for (const { text } of found) expect(text.startsWith(tenant === 'b' ? SECRET : `of ${tenant}`)).toBe(true);
        }
      }));
    }), { numRuns: 15 });
    expect(await inspect("SELECT current_setting('app.tenant_id', true) AS left_over")).toEqual([{ left_over: '' }]);
  });

  test('the store says so and gives nothing when row-level security is off and a statement finds rows of another tenant', async () => {
    const careless: SqlPool = {
      end: () => pool.end(),
      connect: async () => {
        const connection = await pool.connect();
        const widen = (text: string) => (text.includes('ORDER BY') ? text.replace('WHERE tenant_id = $1 AND', "WHERE (tenant_id = $1 OR tenant_id <> $1) AND") : text);
        return { query: (text, values) => connection.query(widen(text), values), release: (destroy) => { connection.release(destroy); } };
      },
    };
    const query = { collection: 'shared', vector: axis(0), topK: 100 };
    // The policy alone holds ...
    for (const { text } of await createVectorStore({ pool: careless }).query('a', query)) expect(text).toMatch(/^of a/);
    await inspect('ALTER TABLE vectors.embeddings DISABLE ROW LEVEL SECURITY');
    try {
      // ... the statements alone hold ...
      for (const { text } of await store.query('a', query)) expect(text).toMatch(/^of a/);
      // ... and without either, the comparison does.
      await expect(createVectorStore({ pool: careless }).query('a', query)).rejects.toMatchObject({ code: 'internal_error' });
    } finally {
      await inspect('ALTER TABLE vectors.embeddings ENABLE ROW LEVEL SECURITY');
    }
  });
}
