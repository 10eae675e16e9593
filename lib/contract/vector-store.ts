/**
 * What the vector store's schema, its migration and the AI gateway agree on: names, the tenant setting, limits.
 * The gateway connects as `roles.application` with an IAM token over TLS (verify-full), and for every request, in one transaction:
 * `SELECT set_config('app.tenant_id', $1, true)` with the tenant of the verified token, then the query. Never for the session:
 * a pooled connection would carry one tenant's identity into another's request.
 */
export const VECTOR_STORE = {
  database: 'vectors',
  schema: 'vectors',
  /** Schema of the `vector` extension; on the application role's search path. */
  extensionSchema: 'extensions',
  /** Setting that names the tenant of a transaction. Unset or empty: no row is visible and none can be written. */
  tenantSetting: 'app.tenant_id',
  /** Longest tenant id, in characters. */
  tenantIdLength: 128,
  roles: {
    /** Owns the tables; nobody logs in as it. */
    owner: 'vectors_owner',
    /** The gateway logs in as it with an IAM token. */
    application: 'vectors_app',
    /** May run `eraseTenant` and nothing else; logs in with an IAM token. */
    erasure: 'vectors_erasure',
  },
  collections: {
    table: 'collections',
    tenantId: 'tenant_id',
    name: 'name',
    embeddingModel: 'embedding_model',
    metadata: 'metadata',
    createdAt: 'created_at',
  },
  embeddings: {
    table: 'embeddings',
    tenantId: 'tenant_id',
    collection: 'collection',
    id: 'id',
    content: 'content',
    metadata: 'metadata',
    embedding: 'embedding',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  /** Function `vectors.erase_tenant(tenant text) RETURNS bigint`: deletes all that is stored for one tenant and says how many rows went. */
  eraseTenant: 'erase_tenant',
} as const;

/**
 * How to search, as statements in the transaction of the query. All tenants share one HNSW graph: the policy filters what it finds, and
 * rows of a small tenant between many of others can be out of its reach altogether. So search `exact` up to EXACT_SEARCH_ROWS
 * rows of a tenant's collection, `approximate` above, and again `exact` whenever fewer rows came back than were asked for.
 */
export const VECTOR_SEARCH_SETTINGS = {
  /** Reads the rows of the tenant by key and compares each: every row is found. An HNSW index serves index scans only. */
  exact: ['SET LOCAL enable_indexscan = off'],
  /** Walks the graph, on and on until enough rows pass the policy. */
  approximate: ['SET LOCAL hnsw.iterative_scan = relaxed_order'],
} as const;

/** Rows up to which an exact search is quick enough (tens of milliseconds at 1,024 dimensions). */
export const EXACT_SEARCH_ROWS = 20_000;

/** Dimensions up to which pgvector indexes single-precision vectors; above, half precision is used. */
export const SINGLE_PRECISION_DIMENSIONS = 2000;

/** Most dimensions that pgvector indexes at all (half precision). */
export const MAX_DIMENSIONS = 4000;

/**
 * The schema's migrations in order, as `<name> <SHA-256 of its statements>`. Passed to the migration at deploy, so that a new entry runs it.
 * An entry that was released never changes; a test holds the list against the statements.
 */
export const VECTOR_MIGRATIONS = [
  '0001-tenant-isolation 29d662a2782ee27a669315b9a0d10f149f6fccaa65b7a382cb703a09eec7dfcf',
] as const;

/** Properties of the custom resource that migrates the schema. */
export const VECTOR_MIGRATION_PROPERTIES = {
  clusterArn: 'ClusterArn',
  secretArn: 'SecretArn',
  database: 'Database',
  dimensions: 'Dimensions',
  /** Not read: an extension does not follow the engine, so a new engine version must run the migration again. */
  engineVersion: 'EngineVersion',
  migrations: 'Migrations',
} as const;
