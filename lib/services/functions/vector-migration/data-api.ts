import {
  BeginTransactionCommand, CommitTransactionCommand, ExecuteStatementCommand, RollbackTransactionCommand, type Field, type RDSDataClient,
} from '@aws-sdk/client-rds-data';
import { retry, type Clock, type Patience } from '../retry';
import type { Database, Row, Session } from './vector-migration';

/** Where the statements go and whose secret logs in. */
export interface DataApiTarget {
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly database: string;
}

/** May pass in a moment: a paused cluster resumes, a writer is replaced, a lock is held, a call was throttled. */
const PASSING = new Set([
  'DatabaseResumingException', 'DatabaseUnavailableException', 'ServiceUnavailableError', 'InternalServerErrorException', 'StatementTimeoutException',
  'TransactionNotFoundException', 'ThrottlingException', 'TooManyRequestsException', 'TimeoutError', 'ECONNRESET',
]);

/** Passes within a minute after the cluster, its secret or the role were made or the secret was rotated; later it is a mistake. */
const SETTLING = new Set(['AccessDeniedException', 'ForbiddenException', 'HttpEndpointNotEnabledException', 'InvalidSecretException', 'SecretsErrorException']);

function patience(error: unknown): Patience {
  if (!(error instanceof Error)) return 'none';
  if (error.cause instanceof Error) return patience(error.cause);
  if (PASSING.has(error.name) || ('code' in error && error.code === 'ECONNRESET')) return 'passing';
  if (SETTLING.has(error.name) || /password authentication failed/i.test(error.message)) return 'settling';
  return 'none';
}

/**
 * A database behind the RDS Data API. The client must not retry by itself: it cannot tell whether a statement of a transaction was run.
 * A passing failure rolls back and runs the whole transaction again, until the deadline.
 */
export function dataApiDatabase(client: Pick<RDSDataClient, 'send'>, target: DataApiTarget, clock: Clock, deadline: number): Database {
  const resource = { resourceArn: target.clusterArn, secretArn: target.secretArn };
  const attempt = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const { transactionId } = await client.send(new BeginTransactionCommand({ ...resource, database: target.database }));
    const session: Session = {
      query: async (sql, parameters = {}) => {
        const result = await client.send(new ExecuteStatementCommand({
          ...resource, transactionId, database: target.database, sql,
          parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: { stringValue: value } })),
        }));
        return (result.records ?? []).map(toRow);
      },
    };
    try {
      const result = await work(session);
      await client.send(new CommitTransactionCommand({ ...resource, transactionId }));
      return result;
    } catch (error) {
      await client.send(new RollbackTransactionCommand({ ...resource, transactionId })).catch((rollback: unknown) => {
        // The first error is the one to report; the Data API drops a transaction that is left alone for three minutes.
        console.warn(JSON.stringify({ level: 'warn', message: 'rollback failed', cause: String(rollback) }));
      });
      throw error;
    }
  };
  return { transaction: (work) => retry(() => attempt(work), { patience, clock, deadline }) };
}

function toRow(fields: readonly Field[]): Row {
  return fields.map((field) => {
    if (field.isNull === true) return null;
    const [value] = [field.stringValue, field.longValue, field.doubleValue, field.booleanValue].filter((candidate) => candidate !== undefined);
    return value === undefined ? null : String(value);
  });
}
