import type { ChatChunk, ChatCompletion, ChunkChoice, CompletionChoice, Delta, FinishReason, ToolCall, ToolCallDelta, Usage } from '../openai/types';
import type { EmbeddingResponse } from '../core/ports';

/**
 * Reads what an OpenAI-compatible server answers. Only fields that are known here are taken over: whatever else a server adds
 * (prompt echoes, log probabilities, addresses) was not judged and does not travel on.
 */

const FINISH_REASONS: ReadonlySet<string> = new Set(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']);

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOr = <T>(value: unknown, otherwise: T): string | T => (typeof value === 'string' ? value : otherwise);
/** More than the tokens of the longest context: a server that counts wrongly must not use up a day's budget for ever, and sums must stay exact. */
const MOST = 10_000_000;
const count = (value: unknown): number => (typeof value === 'number' && value >= 0 ? Math.floor(Math.min(value, MOST)) : 0);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Undefined when it is no completion. */
export function readCompletion(body: unknown): ChatCompletion | undefined {
  if (!isFields(body) || !Array.isArray(body.choices) || body.choices.length === 0) return undefined;
  const choices: CompletionChoice[] = [];
  for (const choice of body.choices as readonly unknown[]) {
    if (!isFields(choice) || !isFields(choice.message)) return undefined;
    choices.push({ index: count(choice.index), finish_reason: finishReason(choice.finish_reason) ?? 'stop', message: readMessage(choice.message) });
  }
  return { id: textOr(body.id, ''), object: 'chat.completion', created: count(body.created), model: textOr(body.model, ''), choices, usage: readUsage(body.usage) };
}

function readMessage(message: Fields): CompletionChoice['message'] {
  const calls = list(message.tool_calls).flatMap((call): ToolCall[] => {
    if (!isFields(call) || !isFields(call.function)) return [];
    return [{ id: textOr(call.id, ''), type: 'function', function: { name: textOr(call.function.name, ''), arguments: textOr(call.function.arguments, '') } }];
  });
  return {
    role: 'assistant',
    content: textOr(message.content, null),
    ...(typeof message.refusal === 'string' ? { refusal: message.refusal } : {}),
    ...reasoning(message),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

/** vLLM calls it `reasoning` in newer versions, `reasoning_content` in older ones. */
function reasoning(fields: Fields): { readonly reasoning_content?: string } {
  const text = fields.reasoning_content ?? fields.reasoning;
  return typeof text === 'string' && text !== '' ? { reasoning_content: text } : {};
}

/** Undefined when it is no chunk. */
export function readChunk(body: unknown): ChatChunk | undefined {
  if (!isFields(body) || !Array.isArray(body.choices)) return undefined;
  const choices: ChunkChoice[] = [];
  for (const choice of body.choices as readonly unknown[]) {
    if (!isFields(choice)) return undefined;
    choices.push({ index: count(choice.index), delta: isFields(choice.delta) ? readDelta(choice.delta) : {}, finish_reason: finishReason(choice.finish_reason) });
  }
  return { id: textOr(body.id, ''), object: 'chat.completion.chunk', created: count(body.created), model: textOr(body.model, ''), choices, usage: readUsage(body.usage) };
}

function readDelta(delta: Fields): Delta {
  const calls = list(delta.tool_calls).flatMap((call): ToolCallDelta[] => {
    if (!isFields(call)) return [];
    const called = isFields(call.function) ? call.function : {};
    return [{ index: count(call.index), id: textOr(call.id, undefined), function: { name: textOr(called.name, undefined), arguments: textOr(called.arguments, undefined) } }];
  });
  return {
    ...(typeof delta.content === 'string' ? { content: delta.content } : {}),
    ...(typeof delta.refusal === 'string' ? { refusal: delta.refusal } : {}),
    ...reasoning(delta),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

function finishReason(value: unknown): FinishReason | null {
  return typeof value === 'string' && FINISH_REASONS.has(value) ? (value as FinishReason) : null;
}

function readUsage(value: unknown): Usage | undefined {
  if (!isFields(value)) return undefined;
  const prompt = count(value.prompt_tokens);
  const completion = count(value.completion_tokens);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** Undefined when it is no list of embeddings in order. */
export function readEmbeddings(body: unknown): EmbeddingResponse | undefined {
  if (!isFields(body) || !Array.isArray(body.data)) return undefined;
  const data: EmbeddingResponse['data'][number][] = [];
  for (const [index, entry] of (body.data as readonly unknown[]).entries()) {
    if (!isFields(entry)) return undefined;
    const { embedding } = entry;
    const numbers = Array.isArray(embedding) && embedding.every((value) => Number.isFinite(value));
    // A text is numbers in base64 or nothing: no guard reads it.
    if (!numbers && !(typeof embedding === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(embedding))) return undefined;
    data.push({ object: 'embedding', index, embedding: embedding as readonly number[] | string });
  }
  const usage = isFields(body.usage) ? count(body.usage.prompt_tokens) : 0;
  return { object: 'list', model: textOr(body.model, ''), data, usage: { prompt_tokens: usage, total_tokens: usage } };
}

/** What an error of the server is about, as far as the client may know. */
export function isContextOverflow(body: unknown): boolean {
  if (!isFields(body)) return false;
  const error = isFields(body.error) ? body.error : body;
  return error.code === 'context_length_exceeded' || (typeof error.message === 'string' && /maximum (?:context|model) length|context length|too many tokens/i.test(error.message.slice(0, 2_000)));
}
