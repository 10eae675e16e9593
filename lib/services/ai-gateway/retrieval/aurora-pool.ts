import { Pool } from 'pg';
import type { SqlPool } from './sql';

/** How the platform's Aurora cluster is reached. */
export interface AuroraSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The application role; it has no password and no way around row-level security. */
  readonly user: string;
  /** Certificates of Amazon RDS, PEM: they are not among those that Node.js trusts. */
  readonly ca: string;
  /** @default 16 */
  readonly maxConnections?: number;
  /** For a connection to come about or to become free. @default 5_000 */
  readonly connectMilliseconds?: number;
  /** For the answer to one statement, whatever the network does. Longer than what the database itself is told. @default 15_000 */
  readonly answerMilliseconds?: number;
}

/** Makes the IAM token that takes the place of a password. `Signer` of @aws-sdk/rds-signer is one. */
export interface TokenSigner {
  getAuthToken(): Promise<string>;
}

/** A connection is renewed after this time: it outlives neither a failover's old writer nor a revoked grant for long. */
const LIFETIME_SECONDS = 30 * 60;

/**
 * Connections by TLS that verify the server's certificate and name, with a fresh IAM token each. `lost` is told when one that waits in the
 * pool is ended by the server or the network.
 */
export function auroraPool(settings: AuroraSettings, signer: TokenSigner, lost: (cause: Error) => void): SqlPool {
  const pool = new Pool({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: () => signer.getAuthToken(),
    ssl: { ca: settings.ca, rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    max: settings.maxConnections ?? 16,
    connectionTimeoutMillis: settings.connectMilliseconds ?? 5_000,
    query_timeout: settings.answerMilliseconds ?? 15_000,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: LIFETIME_SECONDS,
    keepAlive: true,
    application_name: 'ai-gateway',
  });
  // Without listeners, the loss of a connection would end the process. The pool tells of those that wait; one in use fails its request, which tells.
  pool.on('error', lost);
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return pool;
}
