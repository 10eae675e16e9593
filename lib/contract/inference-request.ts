import type { Scope } from './scopes';

/** A JSON schema of draft 4, the dialect of API Gateway's models. Only keywords that later drafts read alike are used. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Bounds of one request. The edge refuses what is beyond them with 400, before a token of the model is spent. */
export interface RequestLimits {
  readonly maxMessages: number;
  /** Characters of one message, one part of a message, or one text to embed. */
  readonly maxContentCharacters: number;
  readonly maxOutputTokens: number;
  readonly maxChoices: number;
  readonly maxTools: number;
  readonly maxEmbeddingInputs: number;
  readonly maxVectorItems: number;
}

export const DEFAULT_REQUEST_LIMITS: RequestLimits = {
  maxMessages: 512,
  maxContentCharacters: 500_000,
  maxOutputTokens: 8_192,
  maxChoices: 4,
  maxTools: 128,
  maxEmbeddingInputs: 256,
  maxVectorItems: 256,
};

/** One method of the API: nothing else is routed. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly scope: Scope;
  /** Name of the request model. A method without one takes no body. */
  readonly model?: string;
  readonly schema?: (limits: RequestLimits) => JsonSchema;
  /** Whether the response is sent on as it comes, which also lifts the 29 seconds that a buffered response may take. */
  readonly streamed: boolean;
}

/**
 * The routes. API Gateway puts the stage into the path it sends to a private integration, so the backend must accept
 * `/v1/...` and `/<stage>/v1/...` alike.
 */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/v1/chat/completions', scope: 'inference/invoke', model: 'ChatCompletion', schema: chatCompletionSchema, streamed: true },
  { method: 'POST', path: '/v1/embeddings', scope: 'inference/embed', model: 'Embedding', schema: embeddingSchema, streamed: false },
  { method: 'POST', path: '/v1/vectors/query', scope: 'vectors/read', model: 'VectorQuery', schema: vectorQuerySchema, streamed: false },
  { method: 'POST', path: '/v1/vectors/upsert', scope: 'vectors/write', model: 'VectorUpsert', schema: vectorUpsertSchema, streamed: false },
  { method: 'GET', path: '/v1/approvals', scope: 'approvals/decide', streamed: false },
  { method: 'POST', path: '/v1/approvals', scope: 'approvals/decide', model: 'ApprovalDecision', schema: approvalDecisionSchema, streamed: false },
  { method: 'GET', path: '/v1/models', scope: 'models/read', streamed: false },
];

const text = (maxLength: number, minLength = 0): JsonSchema => ({ type: 'string', ...(minLength > 0 ? { minLength } : {}), maxLength });
const number = (minimum: number, maximum: number): JsonSchema => ({ type: 'number', minimum, maximum });
const integer = (minimum: number, maximum: number): JsonSchema => ({ type: 'integer', minimum, maximum });
const flag: JsonSchema = { type: 'boolean' };
const list = (items: JsonSchema, maxItems: number, minItems = 0): JsonSchema => ({ type: 'array', ...(minItems > 0 ? { minItems } : {}), maxItems, items });
const oneOfText = (...values: string[]): JsonSchema => ({ type: 'string', enum: values });
const strict = (properties: { readonly [name: string]: JsonSchema }, required: readonly string[] = []): JsonSchema => ({
  type: 'object', properties, additionalProperties: false, ...(required.length > 0 ? { required } : {}),
});
/** SDKs send `null` for an option that was not set. */
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const optional = (properties: { readonly [name: string]: JsonSchema }): { [name: string]: JsonSchema } =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, orNull(schema)]));

const root = (title: string, schema: JsonSchema): JsonSchema => ({ $schema: 'http://json-schema.org/draft-04/schema#', title, ...schema });

const MODEL_NAME: JsonSchema = { type: 'string', minLength: 1, maxLength: 128, pattern: '^[A-Za-z0-9][A-Za-z0-9._:/@-]*$' };
const FUNCTION_NAME: JsonSchema = { type: 'string', minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_.-]+$' };
const FUNCTION_DESCRIPTION = text(16_384);
/** A schema of the caller's: its keywords at the top are few, what stands below is free. */
const JSON_SCHEMA: JsonSchema = { type: 'object', maxProperties: 64 };

/** The fields of OpenAI's chat completions, and the sampling options that vLLM adds. Unknown fields are refused: an option that silently did nothing, or that reached the server unseen, would be worse. */
export function chatCompletionSchema(limits: RequestLimits): JsonSchema {
  const content = text(limits.maxContentCharacters);
  const functionDefinition = strict({
    name: FUNCTION_NAME,
    ...optional({ description: FUNCTION_DESCRIPTION, parameters: JSON_SCHEMA, strict: flag }),
  }, ['name']);
  const functionCall = strict({ name: FUNCTION_NAME, arguments: content });
  return root('ChatCompletion', strict({
    model: MODEL_NAME,
    messages: list(messageSchema(limits, functionCall), limits.maxMessages, 1),
    ...optional({
      max_tokens: integer(1, limits.maxOutputTokens),
      max_completion_tokens: integer(1, limits.maxOutputTokens),
      n: integer(1, limits.maxChoices),
      temperature: number(0, 2),
      top_p: number(0, 1),
      presence_penalty: number(-2, 2),
      frequency_penalty: number(-2, 2),
      // 64 bits, as far as JSON numbers tell them apart
      seed: integer(-(2 ** 63), 2 ** 63 - 1_024),
      stop: { anyOf: [text(1_024), list(text(1_024), 16)] },
      stream: flag,
      stream_options: strict(optional({ include_usage: flag, include_obfuscation: flag, continuous_usage_stats: flag })),
      logprobs: flag,
      top_logprobs: integer(0, 20),
      logit_bias: { type: 'object', maxProperties: 1_024, additionalProperties: number(-100, 100) },
      response_format: responseFormat(),
      tools: list(strict({ type: oneOfText('function'), function: functionDefinition }, ['type', 'function']), limits.maxTools),
      tool_choice: { anyOf: [oneOfText('none', 'auto', 'required'), strict({ type: oneOfText('function'), function: strict({ name: FUNCTION_NAME }, ['name']) }, ['type', 'function'])] },
      parallel_tool_calls: flag,
      functions: list(functionDefinition, limits.maxTools),
      function_call: { anyOf: [oneOfText('none', 'auto'), strict({ name: FUNCTION_NAME }, ['name'])] },
      user: text(512),
      safety_identifier: text(512),
      prompt_cache_key: text(512),
      prompt_cache_retention: text(32),
      metadata: { type: 'object', maxProperties: 16, additionalProperties: text(512) },
      store: flag,
      service_tier: text(32),
      reasoning_effort: oneOfText('none', 'minimal', 'low', 'medium', 'high', 'xhigh'),
      verbosity: oneOfText('low', 'medium', 'high'),
      modalities: list(oneOfText('text', 'audio'), 2),
      audio: strict({ voice: text(64), format: text(16) }),
      prediction: strict({ type: oneOfText('content'), content: { anyOf: [content, list(strict({ type: oneOfText('text'), text: content }, ['type', 'text']), 64)] } }, ['type', 'content']),
      web_search_options: { type: 'object', maxProperties: 8 },
      top_k: integer(-1, 1_000_000),
      min_p: number(0, 1),
      min_tokens: integer(0, limits.maxOutputTokens),
      repetition_penalty: number(0.01, 2),
      ignore_eos: flag,
      skip_special_tokens: flag,
    }),
  }, ['model', 'messages']));
}

/** A message of any role. Images come inside the request: a URL would have the model server fetch an address of the caller's choice. */
function messageSchema(limits: RequestLimits, functionCall: JsonSchema): JsonSchema {
  const content = text(limits.maxContentCharacters);
  const part = strict({
    type: oneOfText('text', 'image_url', 'input_audio', 'file', 'refusal'),
    text: content,
    refusal: content,
    image_url: strict({ url: { type: 'string', pattern: '^data:image/(png|jpeg|gif|webp);base64,', maxLength: 10_000_000 }, detail: oneOfText('auto', 'low', 'high') }, ['url']),
    input_audio: strict({ data: text(10_000_000), format: oneOfText('wav', 'mp3') }, ['data', 'format']),
    file: strict({ file_data: text(10_000_000), filename: text(255), file_id: text(128) }),
  }, ['type']);
  return strict({
    role: oneOfText('developer', 'system', 'user', 'assistant', 'tool', 'function'),
    content: { anyOf: [content, list(part, 256), { type: 'null' }] },
    ...optional({
      name: text(64),
      refusal: content,
      reasoning: content,
      reasoning_content: content,
      annotations: list({ type: 'object', maxProperties: 8 }, 256),
      audio: { type: 'object', maxProperties: 8 },
      tool_call_id: text(128),
      tool_calls: list(strict({ id: text(128), index: integer(0, 1_024), type: oneOfText('function'), function: functionCall }, ['function']), limits.maxTools),
      function_call: functionCall,
    }),
  }, ['role']);
}

function responseFormat(): JsonSchema {
  return strict({
    type: oneOfText('text', 'json_object', 'json_schema'),
    json_schema: strict({ name: FUNCTION_NAME, ...optional({ description: FUNCTION_DESCRIPTION, schema: JSON_SCHEMA, strict: flag }) }, ['name']),
  }, ['type']);
}

/** OpenAI's embeddings: a text, several texts, or token ids. */
export function embeddingSchema(limits: RequestLimits): JsonSchema {
  const content = text(limits.maxContentCharacters, 1);
  const tokens = list({ type: 'integer', minimum: 0 }, 131_072, 1);
  return root('Embedding', strict({
    model: MODEL_NAME,
    input: { anyOf: [content, list(content, limits.maxEmbeddingInputs, 1), tokens, list(tokens, limits.maxEmbeddingInputs, 1)] },
    ...optional({ dimensions: integer(1, 16_000), encoding_format: oneOfText('float', 'base64'), user: text(512) }),
  }, ['model', 'input']));
}

const COLLECTION: JsonSchema = { type: 'string', minLength: 1, maxLength: 63, pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$' };
const VECTOR = list({ type: 'number' }, 16_000, 1);
const METADATA: JsonSchema = {
  type: 'object', maxProperties: 64, additionalProperties: { anyOf: [text(4_096), { type: 'number' }, flag, { type: 'null' }] },
};

/** A search by text (embedded by the gateway) or by vector. The tenant is never in the body: it comes from the token. */
export function vectorQuerySchema(limits: RequestLimits): JsonSchema {
  return root('VectorQuery', {
    ...strict({
      collection: COLLECTION,
      query: text(limits.maxContentCharacters, 1),
      vector: VECTOR,
      ...optional({ top_k: integer(1, 100), filter: METADATA, min_score: number(-1, 1), include_vectors: flag }),
    }, ['collection']),
    anyOf: [{ required: ['query'] }, { required: ['vector'] }],
  });
}

/** Texts to store, with or without vectors of the caller's own. */
export function vectorUpsertSchema(limits: RequestLimits): JsonSchema {
  const item = strict({ id: text(256, 1), text: text(limits.maxContentCharacters, 1), ...optional({ vector: VECTOR, metadata: METADATA }) }, ['id', 'text']);
  return root('VectorUpsert', strict({ collection: COLLECTION, items: list(item, limits.maxVectorItems, 1) }, ['collection', 'items']));
}

/** A reviewer's decision about something that waits. */
export function approvalDecisionSchema(): JsonSchema {
  return root('ApprovalDecision', strict({ id: text(128, 1), decision: oneOfText('approve', 'reject'), reason: text(2_000, 1) }, ['id', 'decision', 'reason']));
}
