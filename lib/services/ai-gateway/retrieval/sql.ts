/** Rows of a statement, by column name. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** One connection, logged in as the application role. `PoolClient` of pg is one. */
export interface SqlConnection {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly SqlRow[] }>;
  /** `true`: the connection is in an unknown state and must never be used again. */
  release(destroy?: boolean): void;
}

/** A bounded number of connections. `Pool` of pg is one. */
export interface SqlPool {
  /** Waits for a free connection, for a bounded time. */
  connect(): Promise<SqlConnection>;
  end(): Promise<void>;
}

/** What went wrong, as PostgreSQL or the driver says it; undefined where neither did. */
export function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
