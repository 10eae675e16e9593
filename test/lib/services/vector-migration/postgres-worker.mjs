/**
 * PostgreSQL with pgvector, compiled to WebAssembly, in a thread of its own: it loads itself with `import()`, which jest's module
 * sandbox refuses. Answers `{ id, sql, values }` with `{ id, rows }` or `{ id, code, message }`, one statement at a time.
 */
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

const pg = await PGlite.create({ extensions: { vector } });

const asText = (value) => (value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value));

parentPort.on('message', async ({ id, sql, values }) => {
  try {
    const { rows } = await pg.query(sql, values, { rowMode: 'array' });
    parentPort.postMessage({ id, rows: rows.map((row) => row.map(asText)) });
  } catch (error) {
    parentPort.postMessage({ id, code: error.code, message: error.message });
  }
});
parentPort.postMessage({ id: 'ready' });
