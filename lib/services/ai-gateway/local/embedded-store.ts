import { VECTOR_STORE } from '../../../contract/vector-store';
import { MIGRATIONS } from '../../functions/vector-migration/migrations';
import { migrate, type Database, type Row } from '../../functions/vector-migration/vector-migration';
import type { SqlConnection, SqlPool, SqlRow } from '../retrieval/sql';
import { embeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';

/** A vector store inside the process, with the schema, roles and policies of the real one. */
export interface EmbeddedStore {
  /** One connection, logged in as the application role; callers wait for it in turn. */
  readonly pool: SqlPool;
  /** Runs one statement past every policy, to look at what the store holds. */
  inspect(sql: string, values?: readonly unknown[]): Promise<readonly SqlRow[]>;
}

export interface EmbeddedStoreSettings {
  readonly dimensions: number;
  /** Where the rows are kept. @default - in memory, gone at the end */
  readonly directory?: string;
}

/** Stands in for the master user of RDS: may make roles and owns the database, but is no superuser and does not bypass row-level security. */
const MASTER = 'vectors_master';
const BECOME_APPLICATION = `SET SESSION AUTHORIZATION ${VECTOR_STORE.roles.application}`;
// By name, because RESET would go back to a value that the embedded server never set.
const BECOME_SUPERUSER = 'SET SESSION AUTHORIZATION postgres';

/** Starts PostgreSQL in a thread, runs the migrations of the platform, and logs in as the application role. */
export async function embeddedStore({ dimensions, directory }: EmbeddedStoreSettings): Promise<EmbeddedStore> {
  const postgres = await embeddedPostgres(directory);
  try {
    await preparedAsRds(postgres);
    await migrate(migrationDatabase(postgres), MIGRATIONS, dimensions);
    await postgres.query(BECOME_APPLICATION);
  } catch (error) {
    await postgres.close();
    throw error;
  }
  const turns = oneAtATime();
  return {
    pool: {
      connect: async () => connection(postgres, await turns()),
      end: () => postgres.close(),
    },
    inspect: async (sql, values) => {
      const done = await turns();
      try {
        await postgres.query(BECOME_SUPERUSER);
        return await postgres.query(sql, values);
      } finally {
        await postgres.query(BECOME_APPLICATION).finally(done);
      }
    },
  };
}

/** What RDS has and a plain PostgreSQL lacks. May find it already there, in a directory that was used before. */
async function preparedAsRds(postgres: EmbeddedPostgres): Promise<void> {
  await postgres.query(BECOME_SUPERUSER);
  await postgres.query(`DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${MASTER}') THEN CREATE ROLE ${MASTER} LOGIN CREATEROLE CREATEDB; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN CREATE ROLE rds_iam NOLOGIN; END IF;
  END $$`);
  await postgres.query(`GRANT rds_iam TO ${MASTER} WITH ADMIN OPTION, INHERIT FALSE`);
  await postgres.query(`ALTER DATABASE postgres OWNER TO ${MASTER}`);
}

/** The migration's view: the master user, who on RDS may also handle extensions. */
function migrationDatabase(postgres: EmbeddedPostgres): Database {
  const run = async (sql: string, parameters: Readonly<Record<string, string>>): Promise<Row[]> => {
    const names = Object.keys(parameters);
    const rows = await postgres.query(sql.replace(/:(\w+)/g, (_, name: string) => `$${names.indexOf(name) + 1}`), Object.values(parameters));
    return rows.map((row) => Object.values(row).map((value) => (value === null || value === undefined ? null : String(value))));
  };
  return {
    transaction: async (work) => {
      await postgres.query('BEGIN');
      try {
        await postgres.query(`SET LOCAL SESSION AUTHORIZATION ${MASTER}`);
        const result = await work({
          query: async (sql, parameters = {}) => {
            if (!/^(?:CREATE|ALTER) EXTENSION/.test(sql)) return run(sql, parameters);
            await postgres.query('SET LOCAL SESSION AUTHORIZATION postgres');
            const rows = await run(sql, parameters);
            await postgres.query(`SET LOCAL SESSION AUTHORIZATION ${MASTER}`);
            return rows;
          },
        });
        await postgres.query('COMMIT');
        return result;
      } catch (error) {
        await postgres.query('ROLLBACK');
        throw error;
      }
    },
  };
}

/** There is one session, so a connection that must not be used again is one that starts over: no transaction, no settings, logged in anew. */
function connection(postgres: EmbeddedPostgres, done: () => void): SqlConnection {
  let released = false;
  return {
    query: async (text, values) => {
      if (released) throw new Error('the connection was released');
      return { rows: await postgres.query(text, values) };
    },
    release: (destroy = false) => {
      if (released) return;
      released = true;
      if (!destroy) { done(); return; }
      // Statements run in order, so these come before those of the next in turn. That they fail means that the database is gone.
      for (const statement of ['ROLLBACK', 'DISCARD ALL', BECOME_APPLICATION]) postgres.query(statement).catch(() => undefined);
      done();
    },
  };
}

/** Turns, in order of asking; a turn ends when its function is called. */
function oneAtATime(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const before = last;
    let done: () => void = () => undefined;
    last = new Promise((resolve) => { done = resolve; });
    return before.then(() => done);
  };
}
