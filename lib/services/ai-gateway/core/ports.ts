import type { ChatCompletion, ChatChunk, ChatRequest, FinishReason, ToolCall, Usage } from '../openai/types';
import type { Principal } from './principal';
import type { Segment } from './segment';
import type { Verdict } from './verdict';

/**
 * What the request path asks of its parts. Each part is made by a factory from its settings and the outside world; the path knows these shapes only.
 * A part that cannot do its work throws, and the path refuses the request: no part decides by itself what its failure means.
 */

/** Verifies the `authorization` header. Throws GatewayError `invalid_token`, or `identity_unavailable` when the issuer cannot be asked. */
export interface Authenticator {
  /** Answers at once for a token that was verified a moment ago. */
  authenticate(authorization: string | undefined): Principal | Promise<Principal>;
}

/** What a principal wants to do. */
export type Action = 'InvokeModel' | 'EmbedText' | 'ListModel' | 'CallTool' | 'QueryCollection' | 'WriteCollection' | 'DecideApproval';

export type Target =
  | { readonly type: 'Model'; readonly id: string }
  | { readonly type: 'Tool'; readonly id: string; readonly model?: string; readonly risk?: 'low' | 'high' }
  | { readonly type: 'Collection'; readonly id: string }
  | { readonly type: 'Approval'; readonly id: string; readonly requestedBy?: string };

export interface Authorizer {
  /** Cedar's decision, the same for the same arguments, so it may be remembered. Errors of a policy deny. */
  allows(principal: Principal, action: Action, target: Target): boolean;
}

/** What is left of the narrowest budget, for the rate-limit headers. */
export interface BudgetState {
  readonly limitRequests: number;
  readonly remainingRequests: number;
  readonly resetRequestsSeconds: number;
  readonly limitTokens: number;
  readonly remainingTokens: number;
  readonly resetTokensSeconds: number;
}

/** Tokens that were set aside for one request. */
export interface Reservation {
  readonly state: BudgetState;
  /** Gives back what was not used, or takes what was used beyond it. Once only; later calls do nothing. Never throws: what cannot be settled stays reserved. */
  settle(usedTokens: number): Promise<void>;
}

export interface Budgets {
  /** Throws GatewayError `rate_limit_exceeded` with retry-after and rate-limit headers, or `budget_unavailable`. */
  reserve(principal: Principal, tokens: number): Promise<Reservation>;
}

/** The firewall's judgement of a whole request: that of its worst segment. */
export interface Assessment {
  /** 0 to 1; thresholds are the configuration's. */
  readonly score: number;
  readonly verdict: Verdict;
}

export interface Firewall {
  /** Rules and linear model: no waiting. */
  assess(segments: readonly Segment[]): Assessment;
  /** Outside classifiers, where any is configured; the stricter judgement counts. */
  readonly consult?: (segments: readonly Segment[], signal: AbortSignal) => Promise<Assessment>;
}

/** A piece of personal data or a secret: `[start, end)` in UTF-16 units. */
export interface PiiFinding {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly score: number;
}

export interface PiiFinder {
  /** Structured types: checksums, formats, secrets. */
  structured(text: string): PiiFinding[];
  /** Also names, places, organisations and addresses. */
  all(text: string): PiiFinding[];
  /** From where the end of the text may still become part of a structured finding as more text follows; its length when nowhere. */
  undecidedFrom(text: string): number;
}

/** Placeholders of one request: equal values get equal ones, and by choice they become values again in its answer. */
export interface MaskVault {
  mask(text: string, findings: readonly PiiFinding[]): string;
  unmask(text: string): string;
  readonly counts: Readonly<Record<string, number>>;
}

/** What the output guards of one request know. */
export interface OutputContext {
  /** Random text in the operator’s instructions that no answer may hold. */
  readonly canary?: string;
  readonly systemPrompt?: string;
  /** Names that the answer may call, with the JSON schema of the arguments. Anything else is removed. */
  readonly tools: ReadonlyMap<string, Readonly<Record<string, unknown>> | undefined>;
  /** Schema that the whole content must match. `true`: any JSON object. */
  readonly jsonSchema?: Readonly<Record<string, unknown>> | true;
  /** For answers that give the caller's own values back. */
  readonly vault?: MaskVault;
}

/** Guards one choice of an answer, whole or in pieces; the same text gives the same result however it was cut. */
export interface OutputFilter {
  /** Takes a piece of content, gives what may be released now. Throws GatewayError `output_denied` when the answer must end here. */
  push(text: string): string;
  /** Takes a piece of a tool call. Calls are released whole, by `end`. */
  pushToolCall(delta: { readonly index: number; readonly id?: string; readonly name?: string; readonly arguments?: string }): void;
  /** The rest, after the last piece. Throws `output_denied` or `invalid_model_output`. */
  end(finishReason: FinishReason): { readonly text: string; readonly toolCalls: readonly ToolCall[]; readonly finishReason: FinishReason };
  readonly verdicts: readonly Verdict[];
}

export interface OutputGuards {
  filter(context: OutputContext): OutputFilter;
}

/** One line in the log and the metrics: everything about a request but what was said. */
export interface RequestSummary {
  readonly requestId: string;
  readonly time: string;
  readonly route: string;
  readonly status: number;
  readonly errorCode?: string;
  readonly tenant?: string;
  readonly subject?: string;
  readonly model?: string;
  readonly modelVersion?: string;
  readonly stream: boolean;
  readonly riskScore?: number;
  readonly verdicts: readonly Verdict[];
  readonly usage?: Usage;
  readonly reservedTokens?: number;
  readonly remainingTokens?: number;
  /** Names and counts of tools that the answer calls. */
  readonly toolCalls: Readonly<Record<string, number>>;
  readonly approvals?: readonly string[];
  readonly durationMilliseconds: number;
  readonly firstTokenMilliseconds?: number;
  readonly upstreamMilliseconds?: number;
  /** In the currency of the configuration’s prices. */
  readonly cost?: number;
  readonly clientGone?: boolean;
  /** Place in the audit chain. */
  readonly audit?: AuditReceipt;
}

/** What is sealed: the summary in full, and the content as it came, as it went to the model, and as it was answered. */
export interface AuditRecord {
  /** `opened`: a stream is about to begin. `completed`: all is known. A stream has both. */
  readonly phase: 'opened' | 'completed';
  readonly summary: Omit<RequestSummary, 'audit'>;
  readonly content: { readonly request?: unknown; readonly sentToModel?: unknown; readonly answer?: unknown; /** Passages that were added: which, not what. */ readonly sources?: unknown };
}

export interface AuditReceipt {
  readonly chain: string;
  readonly sequence: number;
  /** SHA-256 of the sealed record, hexadecimal. */
  readonly hash: string;
}

export interface AuditTrail {
  /** Resolves once the record is where it cannot be lost. Throws GatewayError `audit_unavailable`. */
  append(record: AuditRecord): Promise<AuditReceipt>;
  /** Whether the next append would have a chance; asked before a model is troubled. */
  available(): boolean;
  /** Writes what waits and closes the chain. */
  close(): Promise<void>;
}

export interface Telemetry {
  /** Log line, metrics and trace of one request, the trace as a child of the caller's W3C `traceparent`. Never throws, never waits. */
  requestFinished(summary: RequestSummary, traceparent?: string): void;
  /** A fault without a request: a lost connection, an expired exception. No content. */
  event(level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Prometheus text. */
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** Something a person must decide. Holds no content: what is decided is known by its digest and described by its summary. */
export interface Approval {
  readonly id: string;
  readonly tenant: string;
  readonly requestedBy: string;
  readonly kind: 'tool-call' | 'prompt';
  /** The tool, or `prompt`. */
  readonly subject: string;
  /** SHA-256 over what is to be approved, hexadecimal: another call, another approval. */
  readonly digest: string;
  /** What a reviewer needs to decide, with personal data masked. */
  readonly summary: string;
  readonly status: 'pending' | 'approved' | 'rejected' | 'expired' | 'used';
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly reason?: string;
}

export interface Approvals {
  /** Whether this very thing was approved for this caller; an approval is used up by the answer yes. Otherwise a pending record, an existing one if there is one. */
  requireApproval(principal: Principal, subject: { readonly kind: Approval['kind']; readonly subject: string; readonly digest: string; readonly summary: string }): Promise<{ readonly approved: true } | { readonly approved: false; readonly approval: Approval }>;
  /** Those of the reviewer's own tenant that wait. */
  pending(reviewer: Principal): Promise<readonly Approval[]>;
  /** Throws `approval_not_found`, or `not_authorized` for one's own request. */
  decide(reviewer: Principal, id: string, decision: 'approve' | 'reject', reason: string): Promise<Approval>;
}

export interface VectorItem { readonly id: string; readonly text: string; readonly vector: readonly number[]; readonly metadata?: Readonly<Record<string, unknown>> | null }
export interface VectorMatch { readonly id: string; readonly text: string; readonly score: number; readonly metadata: Readonly<Record<string, unknown>>; readonly vector?: readonly number[] }
export interface VectorQuery {
  readonly collection: string;
  readonly vector: readonly number[];
  readonly topK: number;
  readonly filter?: Readonly<Record<string, string | number | boolean | null>>;
  readonly minScore?: number;
  readonly includeVectors?: boolean;
}

export interface VectorStore {
  /** Throws `collection_not_found`, `wrong_dimensions`, `store_unavailable`. */
  query(tenant: string, query: VectorQuery): Promise<readonly VectorMatch[]>;
  /** Makes the collection where it is missing. */
  upsert(tenant: string, collection: string, embeddingModel: string, items: readonly VectorItem[]): Promise<number>;
  close(): Promise<void>;
}

/** An OpenAI-compatible server. Throws `upstream_unavailable`, `upstream_failed`, `upstream_timeout`, `upstream_refused`. */
export interface ModelClient {
  complete(request: ChatRequest, signal: AbortSignal): Promise<ChatCompletion>;
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatChunk>;
  embed(body: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<EmbeddingResponse>;
  close(): Promise<void>;
}

export interface EmbeddingResponse {
  readonly object: 'list';
  readonly model: string;
  readonly data: readonly { readonly object: 'embedding'; readonly index: number; readonly embedding: readonly number[] | string }[];
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}
