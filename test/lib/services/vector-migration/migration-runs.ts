import { VECTOR_MIGRATIONS } from '../../../../lib/contract/vector-store';
import { fingerprint, render, type Migration } from '../../../../lib/services/functions/vector-migration/migration';
import { MIGRATIONS } from '../../../../lib/services/functions/vector-migration/migrations';
import { migrate, type Database } from '../../../../lib/services/functions/vector-migration/vector-migration';
import type { EmbeddedPostgres } from './embedded-postgres';

/** What a migration does to a database, and what it refuses. */
export function migrationRuns(open: () => EmbeddedPostgres): void {
  let postgres: EmbeddedPostgres;
  beforeAll(() => { postgres = open(); });
  afterEach(() => postgres.reset());

  /** Everything a migration leaves behind, by name. */
  const traces = () => postgres.inspect(`
    SELECT nspname FROM pg_namespace WHERE nspname IN ('vectors', 'extensions', 'migrations')
    UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'vectors\\_%' AND rolname <> 'vectors_master' OR rolname = 'rds_pgaudit'
    UNION ALL SELECT extname FROM pg_extension WHERE extname = 'vector'`);

  const next = (statements: readonly string[], name = '0002-next'): Migration => ({ name, statements });

  test('the released migrations are the ones that the contract lists', () => {
    expect(MIGRATIONS.map(fingerprint)).toEqual([...VECTOR_MIGRATIONS]);
    expect(MIGRATIONS.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name).sort());
  });

  test('no statement holds a colon, which the Data API would read as a parameter', () => {
    for (const migration of MIGRATIONS) for (const statement of migration.statements) expect(statement).not.toContain(':');
  });

  test('a new database gets all migrations, and a second run changes nothing', async () => {
    expect(await migrate(postgres.database, MIGRATIONS, 8)).toEqual({ applied: MIGRATIONS.map(({ name }) => name) });
    const before = await postgres.inspect('SELECT name, checksum, applied_at FROM migrations.applied');
    expect(await migrate(postgres.database, MIGRATIONS, 8)).toEqual({ applied: [] });
    expect(await postgres.inspect('SELECT name, checksum, applied_at FROM migrations.applied')).toEqual(before);
  });

  test.each(MIGRATIONS.flatMap((migration) => [0.25, 0.6, 0.99].map((part) => [migration.name, Math.floor(migration.statements.length * part)] as const)))(
    'a failure in %s at statement %d leaves nothing half done',
    async (name, at) => {
      const broken = MIGRATIONS.map((migration) => (migration.name === name ? { ...migration, statements: migration.statements.toSpliced(at, 0, 'SELECT 1 / 0') } : migration));
      await expect(migrate(postgres.database, broken, 8)).rejects.toThrow(`migration ${name}, statement ${at + 1}: division by zero`);
      expect(await traces()).toEqual([]);
      expect((await migrate(postgres.database, MIGRATIONS, 8)).applied).toHaveLength(MIGRATIONS.length);
    },
  );

  test('a later migration is applied once, on top of the earlier ones', async () => {
    await migrate(postgres.database, MIGRATIONS, 8);
    const more = [...MIGRATIONS, next(['SET LOCAL ROLE vectors_owner', 'ALTER TABLE vectors.collections ADD COLUMN note text'])];
    expect(await migrate(postgres.database, more, 8)).toEqual({ applied: ['0002-next'] });
    expect(await migrate(postgres.database, more, 8)).toEqual({ applied: [] });
  });

  test('a failing later migration leaves the earlier schema usable', async () => {
    await migrate(postgres.database, MIGRATIONS, 8);
    const more = [...MIGRATIONS, next(['SET LOCAL ROLE vectors_owner', 'ALTER TABLE vectors.collections ADD COLUMN note text', 'SELECT no_such_column'])];
    await expect(migrate(postgres.database, more, 8)).rejects.toThrow('migration 0002-next, statement 3');
    expect(await migrate(postgres.database, MIGRATIONS, 8)).toEqual({ applied: [] });
    expect(await postgres.inspect("SELECT 1 FROM pg_attribute WHERE attname = 'note'")).toEqual([]);
  });

  test('a migration that was changed after release is refused, and the message names it and the way out', async () => {
    await migrate(postgres.database, MIGRATIONS, 8);
    const changed = MIGRATIONS.map((migration) => ({ ...migration, statements: [...migration.statements, 'SELECT 1'] }));
    await expect(migrate(postgres.database, changed, 8)).rejects.toThrow(/migration 0001-tenant-isolation was changed after it had been applied; restore its text and add a new migration/);
  });

  test('a migration that sorts before an applied one is refused', async () => {
    await migrate(postgres.database, MIGRATIONS, 8);
    await expect(migrate(postgres.database, [next([], '0000-late'), ...MIGRATIONS], 8)).rejects.toThrow('0000-late comes before 0001-tenant-isolation');
  });

  test('older code meets a newer schema without failing, as in a stack that rolls back', async () => {
    await migrate(postgres.database, [...MIGRATIONS, next(['SELECT 1'])], 8);
    expect(await migrate(postgres.database, MIGRATIONS, 8)).toEqual({ applied: [] });
  });

  test('other dimensions than the stored ones are refused, naming both', async () => {
    await migrate(postgres.database, MIGRATIONS, 8);
    await expect(migrate(postgres.database, MIGRATIONS, 16)).rejects.toThrow(/type vector\(8\), which cannot become vector\(16\)/);
  });

  test('more dimensions than single precision can index are stored in half precision', async () => {
    await migrate(postgres.database, MIGRATIONS, 3072);
    expect(await postgres.inspect("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attname = 'embedding'")).toContainEqual(['extensions.halfvec(3072)']);
    expect(await migrate(postgres.database, MIGRATIONS, 3072)).toEqual({ applied: [] });
  });

  test.each([0, -1, 1.5, 4001, Number.NaN])('%p dimensions are refused before the database is touched', (dimensions) => {
    const untouched: Database = { transaction: () => Promise.reject(new Error('touched')) };
    expect(() => migrate(untouched, MIGRATIONS, dimensions)).toThrow(RangeError);
  });

  test('a role that was there before and bypasses row-level security is refused', async () => {
    await postgres.inspect('CREATE ROLE vectors_app LOGIN BYPASSRLS');
    await expect(migrate(postgres.database, MIGRATIONS, 8)).rejects.toThrow('attributes that escape row-level security');
  });

  test('the master user is refused the rds_iam role, which would cost it its password', async () => {
    await postgres.inspect('GRANT rds_iam TO vectors_master WITH INHERIT TRUE');
    try {
      await expect(migrate(postgres.database, MIGRATIONS, 8)).rejects.toThrow('the master user would inherit rds_iam');
    } finally {
      await postgres.inspect('GRANT rds_iam TO vectors_master WITH INHERIT FALSE');
    }
  });

  test('the extension is brought up to date in every run, because it does not follow the engine', async () => {
    const seen: string[] = [];
    const watched: Database = {
      transaction: (work) => postgres.database.transaction((session) => work({ query: (sql, parameters) => { seen.push(sql); return session.query(sql, parameters); } })),
    };
    await migrate(postgres.database, MIGRATIONS, 8);
    await migrate(watched, MIGRATIONS, 8);
    expect(seen).toContain('ALTER EXTENSION vector UPDATE');
    expect(seen[0]).toContain('pg_advisory_xact_lock');
  });

  test('a rendered statement has no placeholder left', () => {
    for (const migration of MIGRATIONS) expect(render(migration, { type: 'vector', dimensions: 3 }).join()).not.toContain('{{');
  });
}
