import { GatewayError } from '../core/gateway-error';
import type { VectorMatch, VectorQuery, VectorStore } from '../core/ports';
import type { Principal } from '../core/principal';
import { embeddingModel, embedTexts } from './embed';
import { maskTexts, reserveFor } from './embeddings';
import type { Exchange } from './exchange';
import { failClosed } from './fail-closed';
import { judge } from './judge';
import type { Parts } from './parts';

/** The body of a search, as its schema lets it pass. */
export interface VectorQueryRequest {
  readonly collection: string;
  readonly query?: string;
  readonly vector?: readonly number[];
  readonly top_k?: number | null;
  readonly filter?: VectorQuery['filter'] | null;
  readonly min_score?: number | null;
  readonly include_vectors?: boolean | null;
}

/** The body of an upsert, as its schema lets it pass. */
export interface VectorUpsertRequest {
  readonly collection: string;
  readonly items: readonly { readonly id: string; readonly text: string; readonly vector?: readonly number[] | null; readonly metadata?: VectorQuery['filter'] | null }[];
}

const TOP_K = 10;

/** What a caller's own vectors are recorded as made by. */
const CALLER_MADE = 'caller';

export async function queryVectors(parts: Parts, exchange: Exchange, principal: Principal, request: VectorQueryRequest): Promise<{ readonly object: 'list'; readonly data: readonly VectorMatch[] }> {
  const store = storeFor(parts, principal, 'QueryCollection', request.collection);
  exchange.content.request = request;
  const texts = request.vector === undefined && request.query !== undefined ? [request.query] : [];
  await reserveFor(parts, exchange, principal, texts);
  const [embedded] = texts.length === 0 ? [] : await embed(parts, exchange, texts);
  const vector = request.vector ?? embedded;
  if (vector === undefined) throw new GatewayError('invalid_request', { message: "Send 'query' or 'vector'." });
  const data = await store.query(principal.tenant, {
    collection: request.collection,
    vector,
    topK: request.top_k ?? TOP_K,
    ...(request.filter === null || request.filter === undefined ? {} : { filter: request.filter }),
    ...(typeof request.min_score === 'number' ? { minScore: request.min_score } : {}),
    includeVectors: request.include_vectors === true,
  });
  exchange.content.answer = data.map(({ id, score }) => ({ id, score }));
  return { object: 'list', data };
}

/** Stores texts of the caller's tenant. A text that would be refused as a prompt is refused here: it will be read by a model one day. */
export async function upsertVectors(parts: Parts, exchange: Exchange, principal: Principal, request: VectorUpsertRequest): Promise<{ readonly object: 'vectors.upsert'; readonly collection: string; readonly upserted: number }> {
  const { collection, items } = request;
  const store = storeFor(parts, principal, 'WriteCollection', collection);
  exchange.content.request = request;
  const withoutVector = items.filter(({ vector }) => vector === undefined || vector === null);
  await reserveFor(parts, exchange, principal, withoutVector.map(({ text }) => text));
  await judge(parts, exchange, principal, items.map(({ text }, index) => ({ text, role: 'tool' as const, origin: 'data' as const, at: `items[${index}].text` })));
  const vectors = withoutVector.length === 0 ? [] : await embed(parts, exchange, withoutVector.map(({ text }) => text));
  let next = 0;
  const stored = items.map(({ id, text, vector, metadata }) => {
    const found = vector ?? vectors[next++];
    if (found === undefined) throw new GatewayError('upstream_failed', { cause: 'an embedding is missing' });
    return { id, text, vector: found, metadata };
  });
  const upserted = await store.upsert(principal.tenant, collection, withoutVector.length === 0 ? CALLER_MADE : embeddingModel(parts).name, stored);
  return { object: 'vectors.upsert', collection, upserted };
}

async function embed(parts: Parts, exchange: Exchange, texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  return embedTexts(parts, exchange, maskTexts(parts, exchange, texts));
}

function storeFor({ vectorStore, authorizer }: Parts, principal: Principal, action: 'QueryCollection' | 'WriteCollection', collection: string): VectorStore {
  if (!failClosed(() => authorizer.allows(principal, action, { type: 'Collection', id: collection }))) throw new GatewayError('not_authorized', { param: 'collection' });
  if (vectorStore === undefined) throw new GatewayError('store_unavailable', { message: 'This gateway has no vector store.' });
  return vectorStore;
}
