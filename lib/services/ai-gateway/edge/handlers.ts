import type { Principal } from '../core/principal';
import type { ChatRequest } from '../openai/types';
import { chat } from '../pipeline/chat';
import { embeddings, type EmbeddingRequest } from '../pipeline/embeddings';
import type { Exchange } from '../pipeline/exchange';
import { listModels } from '../pipeline/models';
import type { Parts } from '../pipeline/parts';
import type { ChatOptions } from '../pipeline/prepare';
import { decideApproval, pendingApprovals, type ApprovalDecision } from '../pipeline/review';
import type { EventSink } from '../pipeline/stream';
import { queryVectors, upsertVectors, type VectorQueryRequest, type VectorUpsertRequest } from '../pipeline/vectors';

/** Serves one route. Gives the answer, or undefined when it was streamed. */
export type Handler = (parts: Parts, exchange: Exchange, principal: Principal, body: unknown, options: ChatOptions, sink: () => EventSink) => Promise<unknown>;

const started = Math.floor(Date.now() / 1_000);

/** By `<METHOD> <path>`. Bodies have passed the schema of their route, which is what the assertions here rest on. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  'POST /v1/chat/completions': (parts, exchange, principal, body, options, sink) => chat(parts, exchange, principal, body as ChatRequest, options, sink),
  'POST /v1/embeddings': (parts, exchange, principal, body) => embeddings(parts, exchange, principal, body as EmbeddingRequest),
  'POST /v1/vectors/query': (parts, exchange, principal, body) => queryVectors(parts, exchange, principal, body as VectorQueryRequest),
  'POST /v1/vectors/upsert': (parts, exchange, principal, body) => upsertVectors(parts, exchange, principal, body as VectorUpsertRequest),
  'GET /v1/models': async (parts, _exchange, principal) => listModels(parts, principal, started),
  'GET /v1/approvals': (parts, _exchange, principal) => pendingApprovals(parts, principal),
  'POST /v1/approvals': (parts, _exchange, principal, body) => decideApproval(parts, principal, body as ApprovalDecision),
};
