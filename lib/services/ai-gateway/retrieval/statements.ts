import { EXACT_SEARCH_ROWS, VECTOR_STORE, type VECTOR_SEARCH_SETTINGS } from '../../../contract/vector-store';
import type { ColumnType } from './values';

/**
 * The statements of the store. Names are ours and qualified, so no search path decides what they mean; every value is a parameter. Each names the
 * tenant, which row-level security then compares once more, and gives back the tenant of what it found.
 */
const { schema, extensionSchema, collections: c, embeddings: e } = VECTOR_STORE;
const COLLECTIONS = `${schema}.${c.table}`;
const EMBEDDINGS = `${schema}.${e.table}`;

/** Type of the embedding column, from the catalogue, which every role may read. */
export const COLUMN_TYPE = `SELECT format_type(a.atttypid, a.atttypmod) AS type FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class t ON t.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = '${schema}' AND t.relname = '${e.table}' AND a.attname = '${e.embedding}'`;

/** `$1` tenant, `$2` collection. Rows are counted only as far as the choice of the search needs it. */
export const FIND_COLLECTION = `SELECT ${c.tenantId} AS tenant, ${c.embeddingModel} AS model,
    (SELECT count(*)::int FROM (SELECT 1 FROM ${EMBEDDINGS} WHERE ${e.tenantId} = $1 AND ${e.collection} = $2 LIMIT ${EXACT_SEARCH_ROWS + 1}) few) AS size
  FROM ${COLLECTIONS} WHERE ${c.tenantId} = $1 AND ${c.name} = $2`;

/** `$1` tenant, `$2` name, `$3` embedding model. Waits for another transaction that makes the same collection. */
export const MAKE_COLLECTION = `INSERT INTO ${COLLECTIONS} AS c (${c.tenantId}, ${c.name}, ${c.embeddingModel}) VALUES ($1, $2, $3)
  ON CONFLICT (${c.tenantId}, ${c.name}) DO UPDATE SET ${c.embeddingModel} = coalesce(c.${c.embeddingModel}, EXCLUDED.${c.embeddingModel})
  RETURNING ${c.tenantId} AS tenant, ${c.embeddingModel} AS model`;

/** `$1` tenant, `$2` collection, `$3` vector, `$4` metadata that a row must contain, `$5` how many. */
export function search({ type }: ColumnType, kind: keyof typeof VECTOR_SEARCH_SETTINGS, withVectors: boolean): string {
  // The index gives no second order.
  const ties = kind === 'exact' ? `, ${e.id}` : '';
  const vector = withVectors ? `, ${e.embedding}::text AS vector` : '';
  return `SELECT ${e.tenantId} AS tenant, ${e.id} AS id, ${e.content} AS text, ${e.metadata}::text AS metadata${vector},
    (1 - (${e.embedding} OPERATOR(${extensionSchema}.<=>) $3::${extensionSchema}.${type}))::float8 AS score
  FROM ${EMBEDDINGS} WHERE ${e.tenantId} = $1 AND ${e.collection} = $2 AND ${e.metadata} @> $4::jsonb
  ORDER BY ${e.embedding} OPERATOR(${extensionSchema}.<=>) $3::${extensionSchema}.${type}${ties} LIMIT $5::int`;
}

/** `$1` tenant, `$2` collection, `$3` to `$6` lists of the same length: ids, texts, metadata, vectors. Ids must differ. */
export function upsert({ type }: ColumnType): string {
  return `WITH written AS (
    INSERT INTO ${EMBEDDINGS} (${e.tenantId}, ${e.collection}, ${e.id}, ${e.content}, ${e.metadata}, ${e.embedding})
    SELECT $1, $2, item.id, item.content, item.metadata::jsonb, item.embedding::${extensionSchema}.${type}
    FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS item (id, content, metadata, embedding)
    ON CONFLICT (${e.tenantId}, ${e.collection}, ${e.id}) DO UPDATE
      SET ${e.content} = EXCLUDED.${e.content}, ${e.metadata} = EXCLUDED.${e.metadata}, ${e.embedding} = EXCLUDED.${e.embedding}, ${e.updatedAt} = now()
    RETURNING ${e.tenantId} AS tenant)
  SELECT count(*)::int AS written, (count(*) FILTER (WHERE tenant IS DISTINCT FROM $1))::int AS strangers FROM written`;
}
