import type { Migration } from '../migration';

/**
 * Roles, tables, and row-level security by tenant. Runs as the master user, who is no superuser.
 * No statement may hold a colon: the Data API reads `:name` as a parameter.
 */
export const tenantIsolation: Migration = {
  name: '0001-tenant-isolation',
  statements: [
    // Nobody gets anything by being in the database: no temporary tables or functions, no objects in public.
    `DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()); END $$`,
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',

    // Roles belong to the cluster and may outlive the database, so each is made only where it is missing.
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vectors_owner') THEN CREATE ROLE vectors_owner NOLOGIN NOBYPASSRLS; END IF;
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vectors_app') THEN CREATE ROLE vectors_app LOGIN NOBYPASSRLS; END IF;
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vectors_erasure') THEN CREATE ROLE vectors_erasure LOGIN NOBYPASSRLS; END IF;
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_pgaudit') THEN CREATE ROLE rds_pgaudit NOLOGIN NOBYPASSRLS; END IF;
     END $$`,
    // One that was there already must not be stronger than one made here.
    `DO $$ BEGIN
       IF EXISTS (SELECT FROM pg_roles WHERE rolname IN ('vectors_owner', 'vectors_app', 'vectors_erasure', 'rds_pgaudit')
                    AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)) THEN
         RAISE EXCEPTION 'a role of the vector store has attributes that escape row-level security';
       END IF;
     END $$`,
    'ALTER ROLE vectors_app SET search_path = vectors, extensions',
    `ALTER ROLE vectors_erasure SET search_path = ''`,
    // To make objects in its name. The login roles are never granted to the master user: it would become a member of rds_iam and lose its password.
    'GRANT vectors_owner TO CURRENT_USER',
    `DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO vectors_app, vectors_erasure', current_database()); END $$`,
    'GRANT USAGE ON SCHEMA extensions TO vectors_owner, vectors_app',

    'CREATE SCHEMA vectors AUTHORIZATION vectors_owner',
    'SET LOCAL ROLE vectors_owner',
    'REVOKE ALL ON SCHEMA vectors FROM PUBLIC',
    // Functions are for everyone unless their maker says otherwise.
    'ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC',

    // The tenant leads every key: uniqueness and references stay inside a tenant, so neither tells one tenant what another holds.
    `CREATE TABLE vectors.collections (
       tenant_id text NOT NULL DEFAULT nullif(current_setting('app.tenant_id', true), '') CHECK (length(tenant_id) BETWEEN 1 AND 128),
       name text NOT NULL CHECK (length(name) BETWEEN 1 AND 256),
       embedding_model text,
       metadata jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metadata) = 'object'),
       created_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (tenant_id, name)
     )`,
    `CREATE TABLE vectors.embeddings (
       tenant_id text NOT NULL DEFAULT nullif(current_setting('app.tenant_id', true), '') CHECK (length(tenant_id) BETWEEN 1 AND 128),
       collection text NOT NULL,
       id text NOT NULL CHECK (length(id) BETWEEN 1 AND 512),
       content text NOT NULL,
       metadata jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metadata) = 'object'),
       embedding extensions.{{type}}({{dimensions}}) NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (tenant_id, collection, id),
       FOREIGN KEY (tenant_id, collection) REFERENCES vectors.collections (tenant_id, name) ON DELETE CASCADE
     )`,
    'CREATE INDEX embeddings_embedding_cosine ON vectors.embeddings USING hnsw (embedding extensions.{{type}}_cosine_ops)',

    // FORCE: the owner obeys too. No TO clause: the policy binds every role there is or will be.
    'ALTER TABLE vectors.collections ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE vectors.collections FORCE ROW LEVEL SECURITY',
    'ALTER TABLE vectors.embeddings ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE vectors.embeddings FORCE ROW LEVEL SECURITY',
    `CREATE POLICY tenant_isolation ON vectors.collections
       USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''))
       WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), ''))`,
    `CREATE POLICY tenant_isolation ON vectors.embeddings
       USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''))
       WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), ''))`,

    // TRUNCATE and REFERENCES are not granted because row-level security does not bind them; keys cannot be updated, so no row moves.
    'GRANT USAGE ON SCHEMA vectors TO vectors_app',
    'GRANT SELECT, INSERT, DELETE, UPDATE (embedding_model, metadata) ON vectors.collections TO vectors_app',
    'GRANT SELECT, INSERT, DELETE, UPDATE (content, metadata, embedding, updated_at) ON vectors.embeddings TO vectors_app',

    // Erasure acts through the same policy: it names one tenant, and puts back what was set before.
    `CREATE FUNCTION vectors.erase_tenant(tenant text) RETURNS bigint
       LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     DECLARE
       before text = current_setting('app.tenant_id', true);
       erased bigint;
       erased_collections bigint;
     BEGIN
       IF tenant IS NULL OR tenant = '' THEN RAISE EXCEPTION 'the tenant to erase must be named'; END IF;
       PERFORM set_config('app.tenant_id', tenant, true);
       DELETE FROM vectors.embeddings WHERE tenant_id = tenant;
       GET DIAGNOSTICS erased = ROW_COUNT;
       DELETE FROM vectors.collections WHERE tenant_id = tenant;
       GET DIAGNOSTICS erased_collections = ROW_COUNT;
       PERFORM set_config('app.tenant_id', coalesce(before, ''), true);
       RETURN erased + erased_collections;
     END $$`,
    'GRANT USAGE ON SCHEMA vectors TO vectors_erasure',
    'GRANT EXECUTE ON FUNCTION vectors.erase_tenant(text) TO vectors_erasure',

    // pgaudit logs each statement that touches what its role may touch: who read or wrote which table, without parameters.
    'GRANT SELECT, INSERT, UPDATE, DELETE ON vectors.collections, vectors.embeddings TO rds_pgaudit',
    'SET LOCAL ROLE NONE',
    `DO $$ BEGIN
       IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgaudit') THEN CREATE EXTENSION IF NOT EXISTS pgaudit SCHEMA extensions; END IF;
     END $$`,

    // Last: from here on the login roles are known by IAM tokens only.
    'GRANT rds_iam TO vectors_app, vectors_erasure',
    `DO $$ BEGIN
       IF pg_has_role(CURRENT_USER, 'rds_iam', 'USAGE') THEN
         RAISE EXCEPTION 'the master user would inherit rds_iam and could no longer log in with its password';
       END IF;
     END $$`,
  ],
};
