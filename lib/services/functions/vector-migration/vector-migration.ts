import { checksum, embeddingType, render, type EmbeddingType, type Migration } from './migration';

/** Values of one row, as text. */
export type Row = readonly (string | null)[];

/** One transaction. */
export interface Session {
  /** Runs one statement. `:name` in it stands for a parameter; columns of the result must be text. */
  query(sql: string, parameters?: Readonly<Record<string, string>>): Promise<Row[]>;
}

/** A database in which work is done wholly or not at all. */
export interface Database {
  /** Commits when the work succeeds and rolls back when it throws. May run the work again after a passing failure. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** What a run did. */
export interface MigrationResult {
  /** Names of the migrations that this run applied. */
  readonly applied: readonly string[];
}

/** Why the schema was left as it was. */
export class MigrationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationError';
  }
}

/** Any number, as long as nothing else in this database locks on it. */
const LOCK = 7_203_114_519;

/**
 * Brings the schema up to date in one transaction: two runs at once wait for each other, and a failure leaves everything as it was.
 * Run again, it changes nothing. The extension is updated each time, because it does not follow the engine.
 */
export function migrate(database: Database, migrations: readonly Migration[], dimensions: number): Promise<MigrationResult> {
  const embedding = embeddingType(dimensions);
  return database.transaction(async (session) => {
    await prepare(session);
    const pending = pendingMigrations(migrations, await appliedMigrations(session));
    if (pending.length < migrations.length) await checkEmbeddingType(session, embedding);
    for (const migration of pending) await apply(session, migration, embedding);
    return { applied: pending.map((migration) => migration.name) };
  });
}

async function prepare(session: Session): Promise<void> {
  // In a block, because the Data API cannot return the type void.
  await session.query(`DO $$ BEGIN PERFORM pg_advisory_xact_lock(${LOCK}); END $$`);
  await session.query('CREATE SCHEMA IF NOT EXISTS extensions');
  await session.query('CREATE EXTENSION IF NOT EXISTS vector SCHEMA extensions');
  await session.query('ALTER EXTENSION vector UPDATE');
  await session.query('CREATE SCHEMA IF NOT EXISTS migrations');
  await session.query('CREATE TABLE IF NOT EXISTS migrations.applied (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
}

async function appliedMigrations(session: Session): Promise<Map<string, string>> {
  const rows = await session.query('SELECT name, checksum FROM migrations.applied ORDER BY name');
  return new Map(rows.map(([name, sum]) => [name ?? '', sum ?? '']));
}

/** What is left to do; refuses a history that differs from ours. Newer entries than ours are let be: a stack that rolls back meets them. */
function pendingMigrations(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const changed = migrations.filter((migration) => applied.has(migration.name) && applied.get(migration.name) !== checksum(migration));
  if (changed.length > 0) {
    const names = changed.map((migration) => migration.name).join(', ');
    throw new MigrationError(`migration ${names} was changed after it had been applied; restore its text and add a new migration instead`);
  }
  const pending = migrations.filter((migration) => !applied.has(migration.name));
  const last = [...applied.keys()].filter((name) => migrations.some((migration) => migration.name === name)).at(-1);
  const late = pending.filter((migration) => last !== undefined && migration.name < last);
  if (late.length > 0) {
    throw new MigrationError(`migration ${late.map((migration) => migration.name).join(', ')} comes before ${last}, which is already applied; give it a later number`);
  }
  return pending;
}

async function checkEmbeddingType(session: Session, wanted: EmbeddingType): Promise<void> {
  const [row] = await session.query(
    `SELECT CAST(t.typname AS text), CAST(a.atttypmod AS text)
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
      WHERE n.nspname = 'vectors' AND c.relname = 'embeddings' AND a.attname = 'embedding'`,
  );
  const [type, dimensions] = row ?? [];
  if (type !== wanted.type || dimensions !== String(wanted.dimensions)) {
    throw new MigrationError(
      `the store holds embeddings of type ${type}(${dimensions}), which cannot become ${wanted.type}(${wanted.dimensions}); `
      + "keep 'dimensions' as it was, or create another vector store and embed anew",
    );
  }
}

async function apply(session: Session, migration: Migration, embedding: EmbeddingType): Promise<void> {
  for (const [index, statement] of render(migration, embedding).entries()) {
    try {
      await session.query(statement);
    } catch (cause) {
      throw new MigrationError(`migration ${migration.name}, statement ${index + 1}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
  // A migration may have taken the owner's role; the ledger is the master user's.
  await session.query('SET LOCAL ROLE NONE');
  await session.query('INSERT INTO migrations.applied (name, checksum) VALUES (:name, :checksum)', { name: migration.name, checksum: checksum(migration) });
}
