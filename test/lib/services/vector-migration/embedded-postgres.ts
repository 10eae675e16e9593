import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Database, Row } from '../../../../lib/services/functions/vector-migration/vector-migration';

/** Stands in for the master user of RDS: may make roles and owns the database, but is no superuser and does not bypass row-level security. */
const MASTER = 'vectors_master';

export interface EmbeddedPostgres {
  /** The migration's view of the database, logged in as the master user. */
  readonly database: Database;
  /** Runs statements in one transaction as a role that is logged in, for a tenant; undefined leaves the setting alone. Returns the last one's rows. */
  as(role: string, tenant: string | undefined, ...statements: readonly string[]): Promise<Row[]>;
  /** Runs one statement as a superuser, to look past every policy. */
  inspect(sql: string): Promise<Row[]>;
  /** Takes back all that a migration made. */
  reset(): Promise<void>;
  close(): Promise<unknown>;
}

interface Answer { readonly id: number | 'ready'; readonly rows?: Row[]; readonly code?: string; readonly message?: string }

type Query = (sql: string, values?: readonly string[]) => Promise<Row[]>;

/** A connection to the thread that holds the database. */
async function connect(): Promise<{ query: Query; close: () => Promise<unknown> }> {
  const worker = new Worker(join(__dirname, 'postgres-worker.mjs'));
  const waiting = new Map<number | 'ready', (answer: Answer) => void>();
  worker.on('message', (answer: Answer) => { waiting.get(answer.id)?.(answer); waiting.delete(answer.id); });
  await new Promise<unknown>((resolve, reject) => { waiting.set('ready', resolve); worker.on('error', reject); });
  let count = 0;
  return {
    query: async (sql, values = []) => {
      const id = ++count;
      const answer = await new Promise<Answer>((resolve) => { waiting.set(id, resolve); worker.postMessage({ id, sql, values }); });
      if (answer.rows === undefined) throw Object.assign(new Error(answer.message), { code: answer.code });
      return answer.rows;
    },
    close: () => worker.terminate(),
  };
}

export async function embeddedPostgres(): Promise<EmbeddedPostgres> {
  const { query, close } = await connect();
  const loggedInAs = async <T>(role: string, work: () => Promise<T>): Promise<T> => {
    await query('BEGIN');
    await query(`SET LOCAL SESSION AUTHORIZATION ${role}`);
    try {
      const result = await work();
      await query('COMMIT');
      return result;
    } catch (error) {
      await query('ROLLBACK');
      throw error;
    }
  };
  const prepare = async (): Promise<void> => {
    await query(`ALTER DATABASE postgres OWNER TO ${MASTER}`);
    await query('GRANT CONNECT, TEMPORARY ON DATABASE postgres TO PUBLIC');
    await query('GRANT USAGE ON SCHEMA public TO PUBLIC');
  };
  /** RDS lets its master user handle extensions; plain PostgreSQL asks for a superuser. */
  const asMaster: Query = async (sql, values) => {
    if (!/^(CREATE|ALTER) EXTENSION/.test(sql)) return query(sql, values);
    await query('SET LOCAL SESSION AUTHORIZATION postgres');
    const rows = await query(sql, values);
    await query(`SET LOCAL SESSION AUTHORIZATION ${MASTER}`);
    return rows;
  };
  // Without a first value of its own, the setting would not fall back to the superuser at the end of a transaction.
  await query('SET SESSION AUTHORIZATION postgres');
  await query(`CREATE ROLE ${MASTER} LOGIN CREATEROLE CREATEDB`);
  await query('CREATE ROLE rds_iam NOLOGIN');
  await query(`GRANT rds_iam TO ${MASTER} WITH ADMIN OPTION, INHERIT FALSE`);
  await prepare();
  return {
    database: {
      transaction: (work) => loggedInAs(MASTER, () => work({
        query: (sql, parameters = {}) => {
          const names = Object.keys(parameters);
          return asMaster(sql.replace(/:(\w+)/g, (_, name: string) => `$${names.indexOf(name) + 1}`), Object.values(parameters));
        },
      })),
    },
    as: (role, tenant, ...statements) => loggedInAs(role, async () => {
      if (tenant !== undefined) await query("SELECT set_config('app.tenant_id', $1, true)", [tenant]);
      let rows: Row[] = [];
      for (const statement of statements) rows = await query(statement);
      return rows;
    }),
    inspect: (sql) => query(sql),
    reset: async () => {
      for (const schema of ['vectors', 'extensions', 'migrations']) await query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      for (const role of ['vectors_app', 'vectors_erasure', 'vectors_owner', 'rds_pgaudit']) {
        const [existing] = await query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
        if (existing === undefined) continue;
        await query(`DROP OWNED BY ${role} CASCADE`);
        await query(`DROP ROLE ${role}`);
      }
      await prepare();
    },
    close,
  };
}

/** A vector of the given dimensions that points along one axis, with a little of the next. */
export function axis(dimensions: number, index: number, lean = 0): string {
  return `'[${Array.from({ length: dimensions }, (_, position) => (position === index % dimensions ? 1 : position === (index + 1) % dimensions ? lean : 0)).join(',')}]'`;
}
