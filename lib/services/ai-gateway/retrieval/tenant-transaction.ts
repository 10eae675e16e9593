import { TENANT_PATTERN } from '../../../contract/scopes';
import { VECTOR_STORE } from '../../../contract/vector-store';
import { GatewayError } from '../core/gateway-error';
import { sqlState, type SqlConnection, type SqlPool } from './sql';

const TENANT = new RegExp(TENANT_PATTERN);

/** The tenant and the time limit hold for this transaction only: a pooled connection carries neither into the next one. */
const ENTER = `SELECT set_config('${VECTOR_STORE.tenantSetting}', $1, true), set_config('statement_timeout', $2, true)`;

/** How a transaction may end: `read` ones cannot write, whatever they run. */
export type TransactionMode = 'read' | 'write';

/**
 * Work in one transaction for one tenant. It is committed when the work succeeds; when anything fails, the connection is destroyed instead of being
 * rolled back and handed on, because what state it is in is no longer known.
 *
 * Throws GatewayError: `store_unavailable` for what may pass, `wrong_dimensions` and `invalid_request` for what the data is at fault for.
 */
export async function tenantTransaction<T>(
  pool: SqlPool, tenant: string, mode: TransactionMode, statementMilliseconds: number, work: (connection: SqlConnection) => Promise<T>,
): Promise<T> {
  if (!TENANT.test(tenant)) throw new GatewayError('not_authorized');
  const connection = await pool.connect().catch((cause: unknown) => { throw new GatewayError('store_unavailable', { cause }); });
  let clean = false;
  try {
    await connection.query(mode === 'read' ? 'BEGIN READ ONLY' : 'BEGIN');
    await connection.query(ENTER, [tenant, String(statementMilliseconds)]);
    const result = await work(connection);
    await connection.query('COMMIT');
    clean = true;
    return result;
  } catch (error) {
    throw GatewayError.isGatewayError(error) ? error : refusal(error);
  } finally {
    connection.release(!clean);
  }
}

/** The message of a database may hold values of a row, so it stays in the cause. */
function refusal(cause: unknown): GatewayError {
  const state = sqlState(cause) ?? '';
  // pgvector's word for another number of dimensions; the others of the class are values that a type cannot hold, or that a check refuses.
  if (state === '22000') return new GatewayError('wrong_dimensions', { cause });
  if (/^22[0-9A-Z]{3}$/.test(state) || state === '23514') return new GatewayError('invalid_request', { message: 'The vector store cannot hold a value of this request.', cause });
  return new GatewayError('store_unavailable', { cause });
}
