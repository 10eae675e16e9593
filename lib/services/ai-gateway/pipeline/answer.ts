import { GatewayError } from '../core/gateway-error';
import type { OutputContext, OutputFilter } from '../core/ports';
import type { Principal } from '../core/principal';
import type { AssistantMessage, ChatCompletion, CompletionChoice, ToolCall, Usage } from '../openai/types';
import type { HighRiskCall } from '../tools/high-risk-call';
import type { Exchange } from './exchange';
import { failClosed } from './fail-closed';
import { requireApproval } from './judge';
import type { Parts } from './parts';
import type { PreparedChat } from './prepare';
import { estimateTokens } from './tokens';

/** What a channel beside the content may call. */
export const NO_TOOLS: OutputContext['tools'] = new Map();

/** Guards a whole answer and gives it the gateway's own shape. */
export async function guardCompletion(parts: Parts, exchange: Exchange, prepared: PreparedChat, completion: ChatCompletion, created: number): Promise<ChatCompletion> {
  exchange.usage = completion.usage ?? estimatedUsage(prepared, completion.choices.reduce((sum, { message }) => sum + (message.content?.length ?? 0), 0));
  // Each choice costs guards and is paid for; a stream is held to the same.
  const asked = prepared.upstream.n ?? 1;
  if (completion.choices.length > asked || completion.choices.some(({ index }) => index >= asked)) throw new GatewayError('upstream_failed', { cause: 'more choices than were asked for' });
  const choices: CompletionChoice[] = [];
  const filters: OutputFilter[] = [];
  try {
    for (const choice of completion.choices) choices.push(failClosed(() => guardChoice(parts, prepared, choice, filters)));
  } finally {
    for (const { verdicts } of filters) exchange.verdicts.push(...verdicts);
  }
  for (const [position, choice] of choices.entries()) {
    const { tool_calls: calls } = choice.message;
    if (calls !== undefined) choices[position] = { ...choice, message: { ...choice.message, tool_calls: await approvedCalls(parts, exchange, prepared, calls) } };
  }
  return { id: `chatcmpl-${exchange.requestId}`, object: 'chat.completion', created, model: prepared.model.name, choices, usage: exchange.usage };
}

/** Content, refusal and reasoning are channels of their own: each is guarded, or the model could say in one what is withheld in another. */
function guardChoice({ outputGuards }: Parts, { output }: PreparedChat, { index, message, finish_reason: finish }: CompletionChoice, filters: OutputFilter[]): CompletionChoice {
  const whole = (text: string): string => {
    const filter = outputGuards.filter({ ...output, tools: NO_TOOLS, jsonSchema: undefined });
    filters.push(filter);
    return filter.push(text) + filter.end('stop').text;
  };
  // A model that refuses owes no JSON.
  const refused = typeof message.refusal === 'string' && (message.content ?? '') === '';
  const filter = outputGuards.filter(refused ? { ...output, jsonSchema: undefined } : output);
  filters.push(filter);
  const start = filter.push(message.content ?? '');
  for (const [position, call] of (message.tool_calls ?? []).entries()) filter.pushToolCall({ index: position, id: call.id, name: call.function.name, arguments: call.function.arguments });
  const { text, toolCalls, finishReason } = filter.end(finish);
  const content = start + text;
  const guarded: AssistantMessage = {
    role: 'assistant',
    content: content === '' && message.content === null ? null : content,
    refusal: typeof message.refusal === 'string' ? whole(message.refusal) : null,
    ...(message.reasoning_content === undefined || message.reasoning_content === null ? {} : { reasoning_content: whole(message.reasoning_content) }),
    ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
  };
  return { index, message: guarded, logprobs: null, finish_reason: finishReason };
}

/** Counts the calls of an answer, and gives them as they may be released; throws while one of them waits for a person. */
export async function approvedCalls(parts: Parts, exchange: Exchange, { principal }: PreparedChat, calls: readonly ToolCall[]): Promise<readonly ToolCall[]> {
  const released: ToolCall[] = [];
  for (const call of calls) {
    exchange.countToolCall(call.function.name);
    const [risky] = failClosed(() => parts.tools.highRiskCalls([call], parts.redact));
    if (risky !== undefined) await approval(parts, exchange, principal, risky);
    released.push(risky?.call ?? call);
  }
  return released;
}

async function approval(parts: Parts, exchange: Exchange, principal: Principal, { tool, digest, summary }: HighRiskCall): Promise<void> {
  try {
    await requireApproval(parts, exchange, principal, { kind: 'tool-call', subject: tool, digest, summary });
  } catch (error) {
    exchange.verdicts.push({ guard: 'tool-calls', action: 'review', reasons: { 'needs-approval': 1 } });
    throw error;
  }
}

/** For servers that do not count. */
export function estimatedUsage({ promptTokens }: PreparedChat, answerCharacters: number): Usage {
  const completion = estimateTokens(answerCharacters);
  return { prompt_tokens: promptTokens, completion_tokens: completion, total_tokens: promptTokens + completion };
}

