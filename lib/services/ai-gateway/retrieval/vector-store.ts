import { z } from 'zod';
import { EXACT_SEARCH_ROWS, VECTOR_SEARCH_SETTINGS } from '../../../contract/vector-store';
import { GatewayError } from '../core/gateway-error';
import type { VectorItem, VectorMatch, VectorQuery, VectorStore } from '../core/ports';
import type { SqlConnection, SqlPool, SqlRow } from './sql';
import { COLUMN_TYPE, FIND_COLLECTION, MAKE_COLLECTION, search, upsert } from './statements';
import { tenantTransaction } from './tenant-transaction';
import { isCollectionName, itemId, metadataJson, storableText, vectorText, type ColumnType } from './values';

export interface VectorStoreSettings {
  readonly pool: SqlPool;
  /** How long one statement may run in the database. @default 10_000 */
  readonly statementMilliseconds?: number;
}

const MAX_RESULTS = 100;

const columnRow = z.object({ type: z.string().regex(/(?:^|\.)(?:vector|halfvec)\(\d+\)$/) });
const collectionRow = z.object({ tenant: z.string(), model: z.string().nullable(), size: z.number().default(0) });
const writtenRow = z.object({ written: z.number(), strangers: z.number() });
// A row without direction, written by other means, has no cosine.
const matchRow = z.object({ tenant: z.string(), id: z.string(), text: z.string(), metadata: z.string(), score: z.number().or(z.nan()), vector: z.string().optional() });
const metadataObject = z.record(z.string(), z.unknown());
const numbers = z.array(z.number());

/**
 * Embeddings in PostgreSQL with pgvector, apart by tenant: row-level security by the setting of the transaction, the tenant in every statement, and the
 * tenant of every row that comes back compared once more. What a caller sends is passed as a parameter and never becomes part of a statement.
 */
export function createVectorStore({ pool, statementMilliseconds = 10_000 }: VectorStoreSettings): VectorStore {
  let known: ColumnType | undefined;
  /** Asked once: the type of a column does not change. Known before a transaction begins, so that a request at fault costs no connection. */
  const columnType = async (tenant: string): Promise<ColumnType> =>
    known ??= await tenantTransaction(pool, tenant, 'read', statementMilliseconds, async (connection) => readColumnType(await connection.query(COLUMN_TYPE)));

  return {
    async query(tenant, query) {
      const collection = query.collection;
      if (!isCollectionName(collection)) throw new GatewayError('collection_not_found', { param: 'collection' });
      const filter = metadataJson(query.filter, 'filter');
      const topK = resultCount(query.topK);
      const column = await columnType(tenant);
      const vector = vectorText(query.vector, column, 'vector');
      const found = await tenantTransaction(pool, tenant, 'read', statementMilliseconds, async (connection) => {
        const held = await findCollection(connection, tenant, collection);
        // A result and not a throw: a name that is not there must not cost a connection.
        return held && nearest(connection, { tenant, column, values: [tenant, collection, vector, filter, topK], topK, size: held.size, query });
      });
      if (found === undefined) throw new GatewayError('collection_not_found', { param: 'collection' });
      return found;
    },

    async upsert(tenant, collection, embeddingModel, items) {
      if (!isCollectionName(collection)) throw new GatewayError('invalid_request', { param: 'collection', message: 'collection must be a name of letters, digits, _ and -.' });
      storableText(embeddingModel, 'model');
      const distinct = lastOfEach(items);
      const column = await columnType(tenant);
      const rows = distinct.map(({ item, at }) => toRow(item, at, column));
      const written = await tenantTransaction(pool, tenant, 'write', statementMilliseconds, async (connection) => {
        const held = await findCollection(connection, tenant, collection);
        const model = held?.model ?? await makeCollection(connection, tenant, collection, embeddingModel);
        if (model !== embeddingModel) return undefined;
        return rows.length === 0 ? 0 : write(connection, column, tenant, collection, rows);
      });
      if (written === undefined) {
        throw new GatewayError('invalid_request', { param: 'collection', message: 'The vectors of this collection come from another embedding model; vectors of two models cannot be compared.' });
      }
      return written;
    },

    close: () => pool.end(),
  };
}

function readColumnType({ rows }: { readonly rows: readonly SqlRow[] }): ColumnType {
  const { type } = columnRow.parse(rows[0]);
  return { type: type.includes('halfvec(') ? 'halfvec' : 'vector', dimensions: Number(type.slice(type.indexOf('(') + 1, -1)) };
}

function resultCount(topK: unknown): number {
  if (typeof topK !== 'number' || !Number.isInteger(topK) || topK < 1 || topK > MAX_RESULTS) {
    throw new GatewayError('invalid_request', { param: 'top_k', message: `top_k must be a whole number from 1 to ${MAX_RESULTS}.` });
  }
  return topK;
}

async function findCollection(connection: SqlConnection, tenant: string, name: string): Promise<{ readonly model: string | null; readonly size: number } | undefined> {
  const { rows: [row] } = await connection.query(FIND_COLLECTION, [tenant, name]);
  return row === undefined ? undefined : sameTenant(tenant, collectionRow.parse(row));
}

async function makeCollection(connection: SqlConnection, tenant: string, name: string, embeddingModel: string): Promise<string | null> {
  const { rows: [row] } = await connection.query(MAKE_COLLECTION, [tenant, name, embeddingModel]);
  return sameTenant(tenant, collectionRow.parse(row)).model;
}

interface Search {
  readonly tenant: string;
  readonly column: ColumnType;
  /** Parameters of the statement. */
  readonly values: readonly unknown[];
  readonly topK: number;
  /** Rows of the collection. */
  readonly size: number;
  readonly query: VectorQuery;
}

/** Searches a small collection exactly and a large one by its index, and again exactly when the index gave fewer rows than were asked for. */
async function nearest(connection: SqlConnection, { tenant, column, values, topK, size, query }: Search): Promise<readonly VectorMatch[]> {
  const run = async (kind: keyof typeof VECTOR_SEARCH_SETTINGS): Promise<readonly SqlRow[]> => {
    for (const setting of VECTOR_SEARCH_SETTINGS[kind]) await connection.query(setting);
    return (await connection.query(search(column, kind, query.includeVectors === true), [...values])).rows;
  };
  const first = await run(size <= EXACT_SEARCH_ROWS ? 'exact' : 'approximate');
  const rows = size <= EXACT_SEARCH_ROWS || first.length >= topK ? first : await run('exact');
  return rows
    .map((row) => toMatch(sameTenant(tenant, matchRow.parse(row))))
    .filter(({ score }) => score >= (query.minScore ?? -1))
    // The index walks in relaxed order, and equal scores come in none.
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

async function write(connection: SqlConnection, column: ColumnType, tenant: string, collection: string, rows: readonly (readonly string[])[]): Promise<number> {
  const lists = [0, 1, 2, 3].map((field) => rows.map((row) => row[field]));
  const { rows: [result] } = await connection.query(upsert(column), [tenant, collection, ...lists]);
  const { written, strangers } = writtenRow.parse(result);
  if (strangers !== 0) throw crossTenant();
  return written;
}

/** Row-level security has compared already. Should it ever be off, this is where it shows, and nothing is given out or committed. */
function sameTenant<T extends { readonly tenant: string }>(tenant: string, row: T): T {
  if (row.tenant !== tenant) throw crossTenant();
  return row;
}

function crossTenant(): GatewayError {
  return new GatewayError('internal_error', { cause: new Error('the vector store gave a row of another tenant; is row-level security in force?') });
}

/** One statement cannot write a row twice: of items with the same id the last one counts. In order of ids, so that two writers never wait for each other in a circle. */
function lastOfEach(items: readonly VectorItem[]): { readonly item: VectorItem; readonly at: string }[] {
  const byId = new Map(items.map((item, index) => [itemId(item.id, `items[${index}].id`), { item, at: `items[${index}]` }]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function toRow({ id, text, vector, metadata }: VectorItem, at: string, column: ColumnType): readonly string[] {
  return [id, storableText(text, `${at}.text`), metadataJson(metadata, `${at}.metadata`), vectorText(vector, column, `${at}.vector`)];
}

function toMatch({ id, text, score, ...rest }: z.output<typeof matchRow>): VectorMatch {
  return {
    id, text,
    // Rounding takes a cosine a little beyond its bounds.
    score: Math.max(-1, Math.min(1, score)),
    metadata: metadataObject.parse(JSON.parse(rest.metadata)),
    ...(rest.vector === undefined ? {} : { vector: numbers.parse(JSON.parse(rest.vector)) }),
  };
}
