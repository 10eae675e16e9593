import type { Principal } from '../core/principal';
import type { ChatCompletion, ChatRequest } from '../openai/types';
import { guardCompletion } from './answer';
import type { Exchange } from './exchange';
import type { Parts } from './parts';
import { prepareChat, type ChatOptions } from './prepare';
import { streamChat, type EventSink } from './stream';

/** A chat completion, whole or as a stream. Undefined when it was streamed: then it is sent and recorded already. */
export async function chat(parts: Parts, exchange: Exchange, principal: Principal, request: ChatRequest, options: ChatOptions, sink: () => EventSink): Promise<ChatCompletion | undefined> {
  const prepared = await prepareChat(parts, exchange, principal, request, options);
  const created = Math.floor(Date.now() / 1_000);
  if (request.stream === true) {
    await streamChat(parts, exchange, prepared, sink(), { created, includeUsage: request.stream_options?.include_usage === true });
    return undefined;
  }
  const started = exchange.elapsed();
  const completion = await parts.clientFor(prepared.model).complete(prepared.upstream, exchange.signal);
  exchange.upstreamMilliseconds = exchange.elapsed() - started;
  const answer = await guardCompletion(parts, exchange, prepared, completion, created);
  exchange.content.answer = answer;
  return answer;
}
