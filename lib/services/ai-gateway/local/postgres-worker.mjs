/**
 * PostgreSQL with pgvector, compiled to WebAssembly, in a thread of its own: it computes without pause while a statement runs, and a program's own
 * thread must not stand still for it. Answers `{ id, sql, values }` with `{ id, rows }` or `{ id, code, message }`, one statement at a time.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

const database = await PGlite.create({ dataDir: workerData.directory, extensions: { vector } });

parentPort.on('message', async ({ id, sql, values }) => {
  try {
    const { rows } = await database.query(sql, values);
    parentPort.postMessage({ id, rows });
  } catch (error) {
    parentPort.postMessage({ id, code: error.code, message: error.message });
  }
});
parentPort.postMessage({ id: 0, rows: [] });
