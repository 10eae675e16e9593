import fc from 'fast-check';
import { VECTOR_SEARCH_SETTINGS, VECTOR_STORE } from '../../../../lib/contract/vector-store';
import { MIGRATIONS } from '../../../../lib/services/functions/vector-migration/migrations';
import { migrate } from '../../../../lib/services/functions/vector-migration/vector-migration';
import { axis, type EmbeddedPostgres } from './embedded-postgres';

const DIMENSIONS = 8;
const APP = VECTOR_STORE.roles.application;
const EMBEDDINGS = `${VECTOR_STORE.schema}.${VECTOR_STORE.embeddings.table}`;
const COLLECTIONS = `${VECTOR_STORE.schema}.${VECTOR_STORE.collections.table}`;

/** What row-level security holds, shown on a migrated database. */
export function tenantIsolation(open: () => EmbeddedPostgres): void {
  let postgres: EmbeddedPostgres;
  const vectorOf = (index: number) => `${axis(DIMENSIONS, index)}::extensions.vector`;

  /** Everything that a tenant owns, seen past every policy. */
  const holdings = async (tenant: string) => [
    await postgres.inspect(`SELECT * FROM ${COLLECTIONS} WHERE tenant_id = '${tenant}' ORDER BY name`),
    await postgres.inspect(`SELECT * FROM ${EMBEDDINGS} WHERE tenant_id = '${tenant}' ORDER BY collection, id`),
  ];

  const seed = async (tenant: string, secret: string) => {
    await postgres.as(APP, tenant,
      `INSERT INTO ${COLLECTIONS} (name) VALUES ('notes'), ('only-${tenant}')`,
      ...[0, 1, 2].map((index) => `INSERT INTO ${EMBEDDINGS} (collection, id, content, embedding) VALUES ('notes', 'n${index}', '${secret} ${index}', ${vectorOf(index)})`));
  };

  beforeAll(async () => {
    postgres = open();
    await migrate(postgres.database, MIGRATIONS, DIMENSIONS);
  });
  afterAll(() => postgres.reset());
  beforeEach(async () => {
    await postgres.inspect(`TRUNCATE ${COLLECTIONS}, ${EMBEDDINGS}`);
    await seed('a', 'apple');
    await seed('b', 'banana');
  });

  describe('who sees what', () => {
    test('a tenant sees its own rows, and no other', async () => {
      expect(await postgres.as(APP, 'a', `SELECT content FROM ${EMBEDDINGS} ORDER BY id`)).toEqual([['apple 0'], ['apple 1'], ['apple 2']]);
      expect(await postgres.as(APP, 'b', `SELECT count(*), count(DISTINCT tenant_id) FROM ${EMBEDDINGS}`)).toEqual([['3', '1']]);
    });

    test.each([[APP], [VECTOR_STORE.roles.owner]])('%s sees nothing without a tenant, with an empty one, or with one that holds nothing', async (role) => {
      for (const tenant of [undefined, '', 'c', 'A', 'a ', '%', "a' OR 'x'='x"]) {
        for (const table of [EMBEDDINGS, COLLECTIONS]) expect(await postgres.as(role, tenant, `SELECT * FROM ${table}`)).toEqual([]);
      }
    });

    test('the owner obeys the policy too', async () => {
      expect(await postgres.as(VECTOR_STORE.roles.owner, 'a', `SELECT DISTINCT tenant_id FROM ${EMBEDDINGS}`)).toEqual([['a']]);
      await expect(postgres.as(VECTOR_STORE.roles.owner, 'a', `INSERT INTO ${COLLECTIONS} (tenant_id, name) VALUES ('b', 'x')`)).rejects.toThrow('row-level security');
    });

    test('the master user sees nothing without a tenant', async () => {
      expect(await postgres.as('vectors_master', undefined, `SELECT * FROM ${EMBEDDINGS}`)).toEqual([]);
    });

    test('the tenant of one transaction is gone in the next on the same connection', async () => {
      await postgres.as(APP, 'a', `SELECT 1 FROM ${EMBEDDINGS}`);
      expect(await postgres.as(APP, undefined, `SELECT * FROM ${EMBEDDINGS}`)).toEqual([]);
    });

    test('nothing can be written without a tenant', async () => {
      const insert = (columns: string, values: string) => `INSERT INTO ${COLLECTIONS} (${columns}) VALUES (${values})`;
      await expect(postgres.as(APP, undefined, insert('name', "'x'"))).rejects.toThrow();
      await expect(postgres.as(APP, undefined, insert('tenant_id, name', "'a', 'x'"))).rejects.toThrow('row-level security');
      await expect(postgres.as(APP, '', insert('tenant_id, name', "'', 'x'"))).rejects.toThrow();
    });

    test('statistics do not tell what other tenants hold', async () => {
      await postgres.inspect(`ANALYZE ${EMBEDDINGS}`);
      expect(await postgres.as(APP, 'a', "SELECT * FROM pg_stats WHERE schemaname = 'vectors'")).toEqual([]);
    });

    test('keys of one tenant neither collide with nor refer to those of another', async () => {
      const insert = (collection: string) => `INSERT INTO ${EMBEDDINGS} (collection, id, content, embedding) VALUES ('${collection}', 'same', 'x', ${vectorOf(0)})`;
      await postgres.as(APP, 'a', insert('notes'));
      await postgres.as(APP, 'b', insert('notes'));
      await expect(postgres.as(APP, 'a', insert('only-b'))).rejects.toThrow('foreign key');
    });
  });

  describe('a hostile application role', () => {
    const condition = fc.constantFrom(
      'true', "tenant_id = 'b'", "tenant_id <> 'a'", "tenant_id IN ('a', 'b')", "(1 = 1) OR (tenant_id = 'b')", "tenant_id LIKE '%'", 'NOT (tenant_id IS NULL)',
      `id IN (SELECT id FROM ${EMBEDDINGS} WHERE tenant_id = 'b')`, `EXISTS (SELECT 1 FROM ${EMBEDDINGS} e WHERE e.content LIKE 'banana%')`,
      "tenant_id = current_setting('app.tenant_id')", "content ~ 'banana'", "1 / (CASE WHEN tenant_id = 'b' THEN 0 ELSE 1 END) = 1", "metadata @> '{}'",
      `(embedding OPERATOR(extensions.<=>) ${vectorOf(0)}) < 2`,
    );
    const tenant = fc.constantFrom('b', '', 'c');
    const values = (of: string) => `('${of}', 'notes', 'n0', 'planted', ${vectorOf(0)})`;
    const columns = '(tenant_id, collection, id, content, embedding)';
    const statement = fc.oneof(
      condition.map((where) => `SELECT tenant_id, content FROM ${EMBEDDINGS} WHERE ${where}`),
      condition.map((where) => `SELECT e.tenant_id, c.name FROM ${EMBEDDINGS} e FULL JOIN ${COLLECTIONS} c ON true WHERE ${where.replaceAll(/(tenant_id|metadata)/g, 'e.$1')}`),
      condition.map((where) => `WITH gone AS (DELETE FROM ${EMBEDDINGS} WHERE ${where} RETURNING tenant_id, content) SELECT * FROM gone`),
      condition.map((where) => `UPDATE ${EMBEDDINGS} SET content = 'planted' WHERE ${where} RETURNING tenant_id, content`),
      fc.tuple(condition, tenant).map(([where, to]) => `UPDATE ${EMBEDDINGS} SET tenant_id = '${to}' WHERE ${where} RETURNING tenant_id, content`),
      tenant.map((to) => `INSERT INTO ${EMBEDDINGS} ${columns} VALUES ${values(to)} RETURNING tenant_id, content`),
      tenant.map((to) => `INSERT INTO ${EMBEDDINGS} ${columns} VALUES ${values(to)} ON CONFLICT DO NOTHING RETURNING tenant_id, content`),
      tenant.map((to) => `INSERT INTO ${EMBEDDINGS} ${columns} VALUES ${values(to)} ON CONFLICT (tenant_id, collection, id) DO UPDATE SET content = 'planted' RETURNING tenant_id, content`),
      tenant.map((to) => `MERGE INTO ${EMBEDDINGS} t USING (VALUES ('${to}', 'n0')) s (tenant, id) ON t.tenant_id = s.tenant AND t.id = s.id WHEN MATCHED THEN DELETE`),
      condition.map((where) => `DELETE FROM ${COLLECTIONS} WHERE ${where.includes('content') || where.includes('embedding') || where.includes(' id ') || where.startsWith('id') ? 'true' : where} RETURNING tenant_id, name`),
      tenant.map((to) => `SELECT tenant_id, content FROM ${EMBEDDINGS} WHERE tenant_id = '${to}' FOR UPDATE`),
      condition.map((where) => `SELECT tenant_id, string_agg(content, ',') FROM ${EMBEDDINGS} WHERE ${where} GROUP BY tenant_id`),
    );

    test('whatever tenant A runs, it reads nothing of B and changes nothing of B', async () => {
      const before = await holdings('b');
      await fc.assert(fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 3 }), async (statements) => {
        for (const hostile of statements) {
          const rows = await postgres.as(APP, 'a', hostile).catch((error: unknown) => {
            expect(String(error)).not.toMatch(/banana|syntax error|does not exist|ambiguous/);
            return [];
          });
          expect(JSON.stringify(rows)).not.toMatch(/banana|"b"|only-b/);
        }
        expect(await holdings('b')).toEqual(before);
      }), { numRuns: 60 });
    });

    test.each([
      ['turns row-level security off', 'SET LOCAL row_security = off', `SELECT * FROM ${EMBEDDINGS}`],
      ['disables it on the table', `ALTER TABLE ${EMBEDDINGS} DISABLE ROW LEVEL SECURITY`],
      ['drops the policy', `DROP POLICY tenant_isolation ON ${EMBEDDINGS}`],
      ['adds a policy of its own', `CREATE POLICY open ON ${EMBEDDINGS} USING (true)`],
      ['copies rows in', `COPY ${EMBEDDINGS} FROM '/dev/blob'`],
      ['copies rows out to a file', `COPY ${EMBEDDINGS} TO '/tmp/out'`],
      ['copies rows out to a program', `COPY ${EMBEDDINGS} TO PROGRAM 'cat'`],
      ['truncates, which no policy stops', `TRUNCATE ${EMBEDDINGS}`],
      ['moves a row to another tenant', `UPDATE ${EMBEDDINGS} SET tenant_id = 'b'`],
      ['renames a key', `UPDATE ${EMBEDDINGS} SET id = 'other'`],
      ['becomes the owner', `SET ROLE ${VECTOR_STORE.roles.owner}`],
      ['becomes the eraser', `SET ROLE ${VECTOR_STORE.roles.erasure}`],
      ['becomes the master user', 'SET ROLE vectors_master'],
      ['grants itself the owner', `GRANT ${VECTOR_STORE.roles.owner} TO ${APP}`],
      ['gives itself BYPASSRLS', `ALTER ROLE ${APP} BYPASSRLS`],
      ['gives itself a password', `ALTER ROLE ${VECTOR_STORE.roles.erasure} PASSWORD 'x'`],
      ['makes a function in the schema', `CREATE FUNCTION ${VECTOR_STORE.schema}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
      ['makes a function in public', "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
      ['makes a temporary function', "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
      ['makes a temporary table', 'CREATE TEMPORARY TABLE t (x int)'],
      ['makes a view', `CREATE VIEW ${VECTOR_STORE.schema}.v AS SELECT * FROM ${EMBEDDINGS}`],
      ['makes a table that refers to the rows', `CREATE TABLE public.probe (t text, n text, FOREIGN KEY (t, n) REFERENCES ${COLLECTIONS})`],
      ['erases a tenant', `SELECT ${VECTOR_STORE.schema}.${VECTOR_STORE.eraseTenant}('b')`],
      ['reads the ledger of the migrations', 'SELECT * FROM migrations.applied'],
      ['reads a file of the server', "SELECT pg_read_file('PG_VERSION')"],
    ])('is refused when it %s', async (_, ...statements) => {
      const before = [await holdings('a'), await holdings('b')];
      await expect(postgres.as(APP, 'a', ...statements)).rejects.toThrow(/permission denied|must be|row-level security|not allowed|row_security|not supported/);
      expect([await holdings('a'), await holdings('b')]).toEqual(before);
    });
  });

  describe('erasure of a tenant', () => {
    const { erasure } = VECTOR_STORE.roles;
    const erase = (tenant: string) => `SELECT ${VECTOR_STORE.schema}.${VECTOR_STORE.eraseTenant}(${tenant})`;

    test('takes all of one tenant, nothing of another, and says how many rows went', async () => {
      const other = await holdings('b');
      expect(await postgres.as(erasure, undefined, erase("'a'"))).toEqual([['5']]);
      expect(await holdings('a')).toEqual([[], []]);
      expect(await holdings('b')).toEqual(other);
      expect(await postgres.as(erasure, undefined, erase("'a'"))).toEqual([['0']]);
    });

    test('leaves the tenant of the transaction as it was', async () => {
      expect(await postgres.as(erasure, 'z', erase("'a'"), "SELECT current_setting('app.tenant_id', true)")).toEqual([['z']]);
    });

    test.each(["''", 'NULL'])('of %s is refused', async (tenant) => {
      await expect(postgres.as(erasure, undefined, erase(tenant))).rejects.toThrow('must be named');
    });

    test('is all that its role can do', async () => {
      for (const table of [EMBEDDINGS, COLLECTIONS]) {
        await expect(postgres.as(erasure, 'a', `SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
        await expect(postgres.as(erasure, 'a', `DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      }
    });
  });

  describe('what the migration leaves behind', () => {
    test('the roles: only the application and the eraser log in, by IAM, and none is above the policies', async () => {
      expect(await postgres.inspect(`SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, pg_has_role(rolname, 'rds_iam', 'USAGE')
        FROM pg_roles WHERE rolname IN ('vectors_app', 'vectors_erasure', 'vectors_owner') ORDER BY 1`)).toEqual([
        [APP, 'true', 'false', 'true'], [VECTOR_STORE.roles.erasure, 'true', 'false', 'true'], [VECTOR_STORE.roles.owner, 'false', 'false', 'false'],
      ]);
    });

    test('the tables: owned by a role nobody logs in as, row-level security on and forced', async () => {
      expect(await postgres.inspect(`SELECT relname, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity FROM pg_class
        WHERE relnamespace = 'vectors'::regnamespace AND relkind = 'r' ORDER BY 1`)).toEqual([
        ['collections', VECTOR_STORE.roles.owner, 'true', 'true'], ['embeddings', VECTOR_STORE.roles.owner, 'true', 'true'],
      ]);
    });

    test('nothing for a login that was given nothing', async () => {
      await postgres.inspect('CREATE ROLE stranger LOGIN');
      for (const sql of [`SELECT 1 FROM ${EMBEDDINGS}`, 'CREATE TABLE public.t (x int)', 'CREATE TEMPORARY TABLE t (x int)', `${erasureCall}`]) {
        await expect(postgres.as('stranger', 'a', sql)).rejects.toThrow('permission denied');
      }
      expect(await postgres.inspect("SELECT has_database_privilege('stranger', 'postgres', 'CONNECT')")).toEqual([['false']]);
    });
    const erasureCall = `SELECT ${VECTOR_STORE.schema}.${VECTOR_STORE.eraseTenant}('a')`;

    test('the columns that the contract names', async () => {
      for (const { table, ...columns } of [VECTOR_STORE.collections, VECTOR_STORE.embeddings]) {
        const found = await postgres.inspect(`SELECT column_name::text FROM information_schema.columns WHERE table_schema = '${VECTOR_STORE.schema}' AND table_name = '${table}' ORDER BY 1`);
        expect(found.flat()).toEqual(Object.values(columns).sort());
      }
    });

    test('every access to the tables is what pgaudit watches', async () => {
      for (const table of [EMBEDDINGS, COLLECTIONS]) {
        expect(await postgres.inspect(`SELECT has_table_privilege('rds_pgaudit', '${table}', 'SELECT'), has_table_privilege('rds_pgaudit', '${table}', 'DELETE')`)).toEqual([['true', 'true']]);
      }
    });
  });

  describe('similarity search', () => {
    const nearest = (limit: number) => `SELECT id FROM ${EMBEDDINGS} ORDER BY embedding <=> ${axis(DIMENSIONS, 0)} LIMIT ${limit}`;
    const fill = `INSERT INTO ${EMBEDDINGS} (collection, id, content, embedding)
      SELECT 'notes', 'bulk' || i, 'bulk', (SELECT array_agg(abs(sin(i * (j + 1)))) FROM generate_series(1, ${DIMENSIONS}) j)::real[]::vector FROM generate_series(1, 600) i`;

    test('finds the nearest row, with the types on the search path of the role', async () => {
      expect(await postgres.as(APP, 'a', `SET LOCAL search_path = vectors, extensions`, nearest(1))).toEqual([['n0']]);
      expect(await postgres.inspect("SELECT setconfig::text FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole WHERE rolname = 'vectors_app'"))
        .toEqual([['{"search_path=vectors, extensions"}']]);
    });

    test('refuses a vector of other dimensions', async () => {
      await expect(postgres.as(APP, 'a', `INSERT INTO ${EMBEDDINGS} (collection, id, content, embedding) VALUES ('notes', 'long', 'x', ${axis(DIMENSIONS + 1, 0)})`))
        .rejects.toThrow(`expected ${DIMENSIONS} dimensions, not ${DIMENSIONS + 1}`);
    });

    test('an approximate search uses the HNSW index, under the policy', async () => {
      const settings = ['SET LOCAL search_path = vectors, extensions', 'SET LOCAL enable_seqscan = off', 'SET LOCAL enable_bitmapscan = off', 'SET LOCAL enable_sort = off'];
      await postgres.as(APP, 'b', 'SET LOCAL search_path = vectors, extensions', fill);
      const plan = (await postgres.as(APP, 'b', ...settings, ...VECTOR_SEARCH_SETTINGS.approximate, `EXPLAIN ${nearest(3)}`)).flat().join('\n');
      expect(plan).toContain('Index Scan using embeddings_embedding_cosine');
      expect(plan).toContain("Filter: (tenant_id = NULLIF(current_setting('app.tenant_id'");
      expect(await postgres.as(APP, 'b', ...settings, ...VECTOR_SEARCH_SETTINGS.approximate, nearest(10))).toHaveLength(10);
    });

    test('an exact search finds every row of a small tenant among many of another', async () => {
      await postgres.as(APP, 'b', 'SET LOCAL search_path = vectors, extensions', fill);
      await postgres.inspect(`ANALYZE ${EMBEDDINGS}`);
      const settings = ['SET LOCAL search_path = vectors, extensions', ...VECTOR_SEARCH_SETTINGS.exact];
      expect((await postgres.as(APP, 'a', ...settings, `EXPLAIN ${nearest(3)}`)).flat().join()).not.toContain('embeddings_embedding_cosine');
      expect((await postgres.as(APP, 'a', ...settings, nearest(3))).flat()).toEqual(['n0', expect.anything(), expect.anything()]);
    });
  });
}
