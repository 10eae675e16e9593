import { embeddedStore, type EmbeddedStore } from '../../../../../lib/services/ai-gateway/local/embedded-store';
import { crossTenant } from './cross-tenant';
import { similaritySearch } from './similarity-search';

jest.setTimeout(60_000);

// One database for all: it takes some seconds of CPU to start.
let embedded: EmbeddedStore;
beforeAll(async () => { embedded = await embeddedStore({ dimensions: 4 }); });
afterAll(() => embedded.pool.end());

describe('the vector store', () => similaritySearch(() => embedded));
describe('tenants', () => crossTenant(() => embedded));

describe('the embedded database', () => {
  test('is used as the application role, who is no superuser and bypasses no policy', async () => {
    const connection = await embedded.pool.connect();
    const { rows } = await connection.query('SELECT current_user::text AS role, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user');
    connection.release();
    expect(rows).toEqual([{ role: 'vectors_app', rolsuper: false, rolbypassrls: false }]);
  });

  test('starts a destroyed connection over: no transaction, no settings, the same role', async () => {
    const broken = await embedded.pool.connect();
    await broken.query('BEGIN');
    await broken.query("SELECT set_config('app.tenant_id', 'a', false)");
    await expect(broken.query('no statement')).rejects.toMatchObject({ code: '42601' });
    broken.release(true);
    const next = await embedded.pool.connect();
    const { rows } = await next.query("SELECT current_user::text AS role, current_setting('app.tenant_id', true) AS tenant");
    next.release();
    expect(rows).toEqual([{ role: 'vectors_app', tenant: '' }]);
    await expect(broken.query('SELECT 1')).rejects.toThrow('released');
  });

  // The last one: nothing is left afterwards.
  test('refuses those that wait for it when it ends, and those that come later', async () => {
    const connection = await embedded.pool.connect();
    const waiting = connection.query('SELECT pg_sleep(30)');
    const refused = expect(waiting).rejects.toThrow('has ended');
    await embedded.pool.end();
    await refused;
    await expect(connection.query('SELECT 1')).rejects.toThrow('has ended');
  });
});
