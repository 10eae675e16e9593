import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqlRow } from '../retrieval/sql';

/** The thread that holds the database. */
export interface EmbeddedPostgres {
  /** Statements of all callers run one after the other on one session. Rejects with PostgreSQL's `code`. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly rows?: readonly SqlRow[];
  readonly code?: string;
  readonly message?: string;
}

interface Waiting {
  readonly resolve: (rows: readonly SqlRow[]) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the database. `directory` keeps its files; without one all is in memory and gone at the end. Takes some seconds. */
export async function embeddedPostgres(directory?: string): Promise<EmbeddedPostgres> {
  // Plain JavaScript: the loaders that a program was started with would only cost time.
  const worker = new Worker(join(__dirname, 'postgres-worker.mjs'), { workerData: { directory }, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let ended: Error | undefined;
  const end = (reason: Error): void => {
    ended ??= reason;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', ({ id, rows, code, message }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (rows === undefined) asked?.reject(Object.assign(new Error(message), { code }));
    else asked?.resolve(rows);
  });
  worker.on('error', (error) => { end(error instanceof Error ? error : new Error('the embedded database failed')); });
  worker.on('exit', () => { end(new Error('the embedded database has ended')); });
  await new Promise<unknown>((resolve, reject) => { waiting.set(0, { resolve, reject }); });

  let count = 0;
  return {
    query: (sql, values) => new Promise((resolve, reject) => {
      if (ended !== undefined) { reject(ended); return; }
      const id = ++count;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, sql, values });
    }),
    close: async () => { await worker.terminate(); },
  };
}
