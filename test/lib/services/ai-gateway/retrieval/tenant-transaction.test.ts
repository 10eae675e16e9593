import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import type { SqlPool } from '../../../../../lib/services/ai-gateway/retrieval/sql';
import { tenantTransaction } from '../../../../../lib/services/ai-gateway/retrieval/tenant-transaction';

/** A pool of one connection that writes down what it is told, and fails where a test says so. */
function scripted(fail: (text: string) => unknown = () => undefined) {
  const log: string[] = [];
  const pool: SqlPool = {
    connect: async () => {
      const failure = fail('connect');
      if (failure !== undefined) throw failure;
      return {
        query: async (text, values) => {
          log.push(values === undefined ? text : `${text.slice(0, 6)} ${values.join()}`);
          const error = fail(text);
          if (error !== undefined) throw error;
          return { rows: [] };
        },
        release: (destroy) => { log.push(`release ${String(destroy)}`); },
      };
    },
    end: async () => undefined,
  };
  return { log, pool };
}

const failure = (code: string) => Object.assign(new Error('a row says: secret'), { code });

test('a transaction sets tenant and time limit before the work, for itself only, and commits after it', async () => {
  const { log, pool } = scripted();
  const result = await tenantTransaction(pool, 'a', 'write', 1_500, async (connection) => (await connection.query('work')).rows.length);
  expect(result).toBe(0);
  expect(log).toEqual(['BEGIN', 'SELECT a,1500', 'work', 'COMMIT', 'release false']);
});

test('a reading transaction cannot write', async () => {
  const { log, pool } = scripted();
  await tenantTransaction(pool, 'a', 'read', 1, async () => undefined);
  expect(log[0]).toBe('BEGIN READ ONLY');
});

test.each(['BEGIN', 'set_config', 'work', 'COMMIT'])('a failure of %s destroys the connection, and neither commits nor hides', async (at) => {
  const { log, pool } = scripted((text) => (text.includes(at) ? failure('57014') : undefined));
  await expect(tenantTransaction(pool, 'a', 'write', 1, (connection) => connection.query('work'))).rejects.toMatchObject({ code: 'store_unavailable', cause: { code: '57014' } });
  expect(log.at(-1)).toBe('release true');
  expect(log.filter((line) => line === 'COMMIT')).toHaveLength(at === 'COMMIT' ? 1 : 0);
  expect(log).not.toContain('ROLLBACK');
});

test('what the work throws destroys the connection, too', async () => {
  const { log, pool } = scripted();
  await expect(tenantTransaction(pool, 'a', 'read', 1, () => Promise.reject(new GatewayError('internal_error')))).rejects.toMatchObject({ code: 'internal_error' });
  expect(log.at(-1)).toBe('release true');
});

test.each([
  ['ECONNREFUSED', 'store_unavailable'], ['ETIMEDOUT', 'store_unavailable'], ['08006', 'store_unavailable'], ['57P01', 'store_unavailable'], ['57014', 'store_unavailable'], ['53300', 'store_unavailable'],
  ['40P01', 'store_unavailable'], ['28000', 'store_unavailable'], ['42P01', 'store_unavailable'], ['25006', 'store_unavailable'], ['22000', 'wrong_dimensions'], ['22021', 'invalid_request'], ['22P05', 'invalid_request'], ['23514', 'invalid_request'],
])('%s becomes %s, without the words of the database', async (code, expected) => {
  const { pool } = scripted((text) => (text === 'work' ? failure(code) : undefined));
  const error: unknown = await tenantTransaction(pool, 'a', 'read', 1, (connection) => connection.query('work')).catch((thrown: unknown) => thrown);
  expect(GatewayError.isGatewayError(error) && error.body().error).toMatchObject({ code: expected, message: expect.not.stringContaining('secret') });
});

test('without a connection the store is unavailable', async () => {
  const { pool } = scripted((text) => (text === 'connect' ? new Error('timeout exceeded when trying to connect') : undefined));
  await expect(tenantTransaction(pool, 'a', 'read', 1, async () => 1)).rejects.toMatchObject({ code: 'store_unavailable' });
});
