import { GatewayError } from '../core/gateway-error';
import type { OutputFilter } from '../core/ports';
import type { ChatChunk, ChunkChoice, FinishReason, ToolCall } from '../openai/types';
import { closingOf, type StreamIdentity } from '../output/closing';
import { approvedCalls, estimatedUsage, NO_TOOLS } from './answer';
import type { Exchange } from './exchange';
import { failClosed } from './fail-closed';
import type { Parts } from './parts';
import type { PreparedChat } from './prepare';
import { record } from './record';

/** Where a stream goes. */
export interface EventSink {
  /** Sends status and headers; from here on a failure can only be told inside the stream. */
  start(): void;
  /** Waits while the client is slow; throws when it is gone or too slow. */
  write(events: string): Promise<void> | undefined;
  end(): void;
}

type Channel = 'content' | 'reasoning_content' | 'refusal';

interface Choice {
  readonly filters: Map<Channel, OutputFilter>;
  finishReason?: FinishReason;
}

/** How a stream is made. */
export interface StreamOptions {
  /** Seconds since 1970, for the field `created`. */
  readonly created: number;
  /** Whether the client asked for the usage at the end. */
  readonly includeUsage: boolean;
}

/**
 * Guards an answer while it comes. The record that opens it is safe before the first byte goes out, the one that completes it before the stream is
 * closed: what a client sees as a whole answer has been recorded. A failure before the first byte is thrown; a later one ends the stream as a failure.
 */
export async function streamChat(parts: Parts, exchange: Exchange, prepared: PreparedChat, sink: EventSink, options: StreamOptions): Promise<void> {
  const client = parts.clientFor(prepared.model);
  const started = exchange.elapsed();
  const chunks = client.stream(prepared.upstream, exchange.signal)[Symbol.asyncIterator]();
  const answer = new StreamedAnswer(parts, exchange, prepared, options);
  let next: IteratorResult<ChatChunk>;
  try {
    const first = chunks.next();
    // The request goes out before the record is sealed, so that the model begins meanwhile.
    await Promise.resolve();
    [next] = await Promise.all([first, record(parts, exchange, 'opened')]);
  } catch (error) {
    exchange.cancel();
    endEarly(chunks);
    throw error;
  }
  sink.start();
  try {
    while (next.done !== true) {
      const events = answer.take(next.value);
      if (events !== '') {
        exchange.firstTokenMilliseconds ??= exchange.elapsed();
        const slow = sink.write(events);
        if (slow !== undefined) await slow;
      }
      next = await chunks.next();
    }
    exchange.upstreamMilliseconds = exchange.elapsed() - started;
    const closing = await answer.close();
    await record(parts, exchange, 'completed');
    const slow = sink.write(closing);
    if (slow !== undefined) await slow;
    sink.end();
  } catch (error) {
    exchange.cancel();
    endEarly(chunks);
    await answer.fail(error, sink);
  }
}

/** Tells the client of the model server that nobody reads on: it frees the connection and reports to its circuit breaker. */
function endEarly(chunks: AsyncIterator<ChatChunk>): void {
  chunks.return?.().catch(() => undefined);
}

class StreamedAnswer {
  private readonly choices = new Map<number, Choice>();
  private readonly released: Record<string, string> = {};
  private readonly identity: StreamIdentity;
  /** What every event begins with. */
  private readonly head: string;
  private characters = 0;
  private recorded = false;

  constructor(private readonly parts: Parts, private readonly exchange: Exchange, private readonly prepared: PreparedChat, private readonly options: StreamOptions) {
    this.identity = { id: `chatcmpl-${exchange.requestId}`, created: options.created, model: prepared.model.name };
    this.head = `data: ${JSON.stringify({ ...this.identity, object: 'chat.completion.chunk' }).slice(0, -1)},"choices":`;
  }

  /** Events that may be sent now. */
  take(chunk: ChatChunk): string {
    if (chunk.usage !== undefined && chunk.usage !== null) this.exchange.usage = chunk.usage;
    let events = '';
    for (const choice of chunk.choices) events += failClosed(() => this.takeChoice(choice));
    return events;
  }

  private takeChoice({ index, delta, finish_reason: finish }: ChunkChoice): string {
    if (index >= (this.prepared.upstream.n as number | undefined ?? 1)) throw new GatewayError('upstream_failed', { cause: 'more choices than were asked for' });
    let events = '';
    let choice = this.choices.get(index);
    if (choice === undefined) {
      choice = { filters: new Map() };
      this.choices.set(index, choice);
      events = this.event(index, { role: 'assistant', content: '' });
    }
    for (const channel of ['reasoning_content', 'content', 'refusal'] as const) {
      const text = delta[channel];
      if (typeof text === 'string' && text !== '') events += this.text(index, channel, this.filter(choice, channel).push(text), text.length);
    }
    for (const call of delta.tool_calls ?? []) {
      this.characters += call.function?.arguments?.length ?? 0;
      this.filter(choice, 'content').pushToolCall({ index: call.index, id: call.id, name: call.function?.name, arguments: call.function?.arguments });
    }
    if (finish !== undefined && finish !== null) choice.finishReason = finish;
    return events;
  }

  /** The rest of every choice, its tool calls and how it ended. Sent only after the answer is recorded. */
  async close(): Promise<string> {
    if (this.choices.size === 0) throw new GatewayError('upstream_failed', { cause: 'a stream without choices' });
    const endings = [...this.choices].map(([index, choice]) => failClosed(() => this.closeChoice(index, choice)));
    this.collectVerdicts();
    this.settleUsage();
    let events = '';
    for (const { index, rest, toolCalls, finishReason } of endings) {
      const calls = await approvedCalls(this.parts, this.exchange, this.prepared, toolCalls);
      if (calls.length > 0) this.released[`${index}.tool_calls`] = JSON.stringify(calls);
      events += rest + calls.map((call, position) => this.event(index, { tool_calls: [{ index: position, ...call }] })).join('') + this.event(index, {}, finishReason);
    }
    if (this.options.includeUsage) events += `${this.head}[],"usage":${JSON.stringify(this.exchange.usage)}}\n\n`;
    return `${events}data: [DONE]\n\n`;
  }

  private closeChoice(index: number, choice: Choice): { readonly index: number; readonly rest: string; readonly toolCalls: readonly ToolCall[]; readonly finishReason: FinishReason } {
    const { filters, finishReason = 'stop' } = choice;
    // Also an answer without a word is judged, unless the model refused: it may owe JSON.
    if (!filters.has('refusal')) this.filter(choice, 'content');
    let rest = '';
    let content: ReturnType<OutputFilter['end']> | undefined;
    for (const [channel, filter] of filters) {
      const end = filter.end(channel === 'content' ? finishReason : 'stop');
      rest += this.text(index, channel, end.text, 0);
      if (channel === 'content') content = end;
    }
    return { index, rest, toolCalls: content?.toolCalls ?? [], finishReason: content?.finishReason ?? finishReason };
  }

  /** Ends the stream as a refusal that clients recognise. Withheld content ends it like an answer, so it, too, is recorded first. */
  async fail(error: unknown, sink: EventSink): Promise<void> {
    let refused = GatewayError.isGatewayError(error) ? error : new GatewayError('upstream_failed', { cause: error });
    this.collectVerdicts();
    this.settleUsage();
    this.exchange.errorCode = this.exchange.clientGone ? 'client_closed_request' : refused.code;
    if (refused.code !== 'audit_unavailable') {
      await record(this.parts, this.exchange, 'completed').catch((failure: unknown) => {
        refused = GatewayError.isGatewayError(failure) ? failure : new GatewayError('audit_unavailable', { cause: failure });
        this.exchange.errorCode = refused.code;
      });
    }
    if (this.exchange.clientGone) return;
    this.parts.telemetry.event('warn', 'stream-ended', { requestId: this.exchange.requestId, code: refused.code });
    const { events, done } = closingOf(refused, this.identity, [...this.choices.keys()]);
    const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') + (done ? 'data: [DONE]\n\n' : '');
    try {
      await sink.write(text);
      sink.end();
    } catch {
      // The client is gone, or too slow even for this; it sees a connection that breaks.
    }
  }

  private settleUsage(): void {
    this.exchange.content.answer ??= this.released;
    this.exchange.usage ??= estimatedUsage(this.prepared, this.characters);
  }

  private collectVerdicts(): void {
    if (this.recorded) return;
    this.recorded = true;
    for (const { filters } of this.choices.values()) for (const { verdicts } of filters.values()) this.exchange.verdicts.push(...verdicts);
  }

  private filter(choice: Choice, channel: Channel): OutputFilter {
    let filter = choice.filters.get(channel);
    if (filter === undefined) {
      const { output } = this.prepared;
      filter = this.parts.outputGuards.filter(channel === 'content' ? output : { ...output, tools: NO_TOOLS, jsonSchema: undefined });
      choice.filters.set(channel, filter);
    }
    return filter;
  }

  private text(index: number, channel: Channel, text: string, received: number): string {
    this.characters += received;
    if (text === '') return '';
    const key = `${index}.${channel}`;
    this.released[key] = (this.released[key] ?? '') + text;
    return `${this.head}[{"index":${index},"delta":{"${channel}":${JSON.stringify(text)}},"logprobs":null,"finish_reason":null}]}\n\n`;
  }

  private event(index: number, delta: object, finishReason: FinishReason | null = null): string {
    return `${this.head}[{"index":${index},"delta":${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(finishReason)}}]}\n\n`;
  }
}
