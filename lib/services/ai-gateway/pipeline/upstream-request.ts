import { GatewayError } from '../core/gateway-error';
import { contentText } from '../openai/content';
import type { ChatRequest, ContentPart, Message } from '../openai/types';
import type { ModelSettings } from './exchange';
import type { MarkAsData } from './parts';

/** Options that travel on. What is not here stays: identifiers of the client's users, storage and tiers of a hosted service. */
const FORWARDED = [
  'n', 'temperature', 'top_p', 'presence_penalty', 'frequency_penalty', 'seed', 'stop', 'logit_bias', 'response_format', 'tools', 'tool_choice',
  'parallel_tool_calls', 'functions', 'function_call', 'prediction', 'reasoning_effort', 'verbosity', 'top_k', 'min_p', 'min_tokens', 'repetition_penalty',
] as const;

/** Fields of a message that travel on. */
const MESSAGE_FIELDS = ['role', 'content', 'name', 'tool_call_id', 'tool_calls', 'function_call', 'refusal'] as const;

/** Options that would let text out of the model which no guard has seen, or have it do what the gateway does not offer. */
const REFUSED: readonly { readonly field: string; readonly asks: (value: unknown) => boolean; readonly because: string }[] = [
  { field: 'logprobs', asks: (value) => value === true, because: 'log probabilities spell out text that guards may withhold' },
  { field: 'top_logprobs', asks: (value) => typeof value === 'number' && value > 0, because: 'log probabilities spell out text that guards may withhold' },
  { field: 'audio', asks: (value) => value !== null && value !== undefined, because: 'audio cannot be judged by the guards' },
  { field: 'modalities', asks: (value) => Array.isArray(value) && value.includes('audio'), because: 'audio cannot be judged by the guards' },
  { field: 'web_search_options', asks: (value) => value !== null && value !== undefined, because: 'models here have no way to the internet' },
  { field: 'ignore_eos', asks: (value) => value === true, because: 'an answer ends where the model ends it' },
  { field: 'skip_special_tokens', asks: (value) => value === false, because: 'special tokens are not text for clients' },
];

/** Throws for options and parts of messages that this gateway does not carry. Silence would be worse: an option that did nothing. */
export function refuseUncarried(request: ChatRequest, model: ModelSettings): void {
  for (const { field, asks, because } of REFUSED) {
    if (asks(request[field])) throw new GatewayError('invalid_request', { message: `'${field}' is not offered: ${because}.`, param: field });
  }
  if (model.media === 'pass') return;
  for (const [index, { content }] of request.messages.entries()) {
    if (!Array.isArray(content)) continue;
    const part = (content as readonly ContentPart[]).findIndex(({ type }) => type !== 'text' && type !== 'refusal');
    if (part !== -1) throw new GatewayError('media_not_allowed', { param: `messages[${index}].content[${part}]` });
  }
}

/** What the model server is asked. */
export function upstreamRequest(request: ChatRequest, messages: readonly Message[], model: ModelSettings, maxTokens: number): ChatRequest {
  const result: Record<string, unknown> = { model: model.upstream ?? model.name, messages };
  for (const option of FORWARDED) {
    const value = request[option];
    if (value !== undefined && value !== null) result[option] = value;
  }
  result[typeof request.max_completion_tokens === 'number' ? 'max_completion_tokens' : 'max_tokens'] = maxTokens;
  if (request.stream === true) {
    result.stream = true;
    // Asked for in any case: budgets are settled by what the server counted.
    result.stream_options = { include_usage: true };
  }
  return result as ChatRequest;
}

/** A message as it travels on: known fields, and results of tools marked as data. */
export function carriedMessage(message: Message, mark: MarkAsData): Message {
  const carried: Record<string, unknown> = {};
  for (const field of MESSAGE_FIELDS) {
    const value = message[field];
    if (value !== undefined && value !== null) carried[field] = value;
  }
  if (message.role === 'tool' || message.role === 'function') carried.content = mark(contentText(message.content), 'tool result');
  // The specification wants the field, if only as null, beside the calls of a tool.
  else if (carried.content === undefined) carried.content = message.role === 'assistant' ? null : '';
  return carried as unknown as Message;
}
